"""What the room's codes are called on the screen."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anlan.web.lists import choices as choices

Labels = dict[str, Promise]

INDUSTRIES: Final[Labels] = {
    "chemicals": _("Hazardous chemicals"),
    "mine": _("Mine"),
    "tailings": _("Tailings pond"),
    "fireworks": _("Fireworks"),
}
HAZARD_CLASSES: Final[dict[int, Promise]] = {
    1: _("Class 1"),
    2: _("Class 2"),
    3: _("Class 3"),
    4: _("Class 4"),
}
HAZARD_CLASS_LEVELS: Final = {1: 4, 2: 3, 3: 2, 4: 1}
