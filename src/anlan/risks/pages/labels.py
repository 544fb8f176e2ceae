"""What the room's codes are called on the screen, and in which tone."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anlan.risks.api import Finding, SiteState, grade_names, kinds
from anlan.web.lists import choices as choices

Labels = dict[str, Promise]

KINDS: Final[Mapping[str, str]] = {key: kind.name for key, kind in kinds().items()}
STATES: Final[Labels] = {
    SiteState.WATCHED: _("Watched"),
    SiteState.CHANGING: _("Changing"),
    SiteState.DANGEROUS: _("In danger"),
    SiteState.ELIMINATED: _("Written off"),
}
STATE_TONES: Final = {
    SiteState.WATCHED: "good",
    SiteState.CHANGING: "amber",
    SiteState.DANGEROUS: "red",
    SiteState.ELIMINATED: "dim",
}
GRADES: Final = grade_names()
FINDINGS: Final[Labels] = {
    Finding.UNCHANGED: _("No change"),
    Finding.CHANGED: _("Change found"),
    Finding.IMMINENT: _("Danger imminent"),
}
FINDING_TONES: Final = {Finding.UNCHANGED: "good", Finding.CHANGED: "amber", Finding.IMMINENT: "red"}
SIZES: Final[Labels] = {
    "large_1": _("Large (1)"),
    "large_2": _("Large (2)"),
    "medium": _("Medium-sized"),
    "small_1": _("Small (1)"),
    "small_2": _("Small (2)"),
}
