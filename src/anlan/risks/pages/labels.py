"""What the room's codes are called on the screen, and in which tone."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anlan.risks.api import Finding, SiteKind, SiteState
from anlan.web.lists import choices as choices

Labels = dict[str, Promise]

KINDS: Final[Labels] = {
    SiteKind.LANDSLIDE: _("Landslide"),
    SiteKind.COLLAPSE: _("Collapse"),
    SiteKind.DEBRIS_FLOW: _("Debris flow"),
    SiteKind.FLASH_FLOOD_ZONE: _("Flash-flood danger zone"),
}
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
GRADES: Final[Labels] = {
    "extra_large": _("Extra large"),
    "large": _("Large"),
    "medium": _("Medium"),
    "small": _("Small"),
}
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
