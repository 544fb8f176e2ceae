"""What the room's codes are called on the screen."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anlan.enterprises import api
from anlan.web.lists import choices as choices

Labels = dict[str, Promise]

STATES: Final[Labels] = {
    api.FirmState.OPERATING: _("In operation"),
    api.FirmState.STOPPED: _("Out of operation"),
    api.FirmState.CLOSED: _("Closed"),
}
STATE_TONES: Final = {api.FirmState.OPERATING: "good", api.FirmState.STOPPED: "amber", api.FirmState.CLOSED: "dim"}
STANDARDS: Final[Labels] = {"first": _("Level one"), "second": _("Level two"), "third": _("Level three")}
HAZARD_CLASSES: Final[dict[int, Promise]] = {
    1: _("Class 1"),
    2: _("Class 2"),
    3: _("Class 3"),
    4: _("Class 4"),
}
HAZARD_CLASS_LEVELS: Final = {1: 4, 2: 3, 3: 2, 4: 1}
