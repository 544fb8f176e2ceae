"""What the room's codes are called on the screen."""

from typing import Final

from django.utils.translation import gettext_lazy as _

KINDS: Final = {"production": _("Production unit"), "storage": _("Storage unit")}
GRAVITIES: Final = {
    0: _("Major, people not known"),
    1: _("Class 1"),
    2: _("Class 2"),
    3: _("Class 3"),
    4: _("Class 4"),
    9: _("No major hazard"),
}
LEVELS: Final = {0: 4, 1: 4, 2: 3, 3: 2, 4: 1, 9: 0}
CAUSES: Final = {
    "hand": _("Stock changed by hand"),
    "import": _("Stock table imported"),
    "series": _("A sensor's reading"),
    "people": _("Exposed people changed"),
    "taken_over": _("Taken over from the register"),
}
CHANGES: Final = {
    "stock": _("Stock changed"),
    "people": _("Exposed people changed"),
    "import": _("Stock table imported"),
    "series": _("Sensor of the stock changed"),
    "identification": _("Identified as major hazard"),
    "filing": _("Filed with the county bureau"),
}
DUES: Final = {"identification": _("Identification"), "filing": _("Filing with the county bureau")}
PEOPLE_SOURCES: Final = {"given": _("written by hand"), "proposed": _("registered residents within 500 m")}
