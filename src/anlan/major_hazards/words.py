"""What the room's codes are called on the screen."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from anlan.kernel.levels import Level

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
    "responsible": _("Person who answers for it named"),
    "duty": _("Duty ticked off"),
    "identification": _("Identified as major hazard"),
    "filing": _("Filed with the county bureau"),
    "fields": _("Fields changed"),
    "sensor": _("Sensors changed"),
}
DUES: Final = {"identification": _("Identification"), "filing": _("Filing with the county bureau")}
PEOPLE_SOURCES: Final = {"given": _("written by hand"), "proposed": _("registered residents within 500 m")}
EVERY: Final = {"week": _("weekly"), "month": _("monthly"), "quarter": _("quarterly"), "year": _("yearly")}
COLOURS: Final = {4: _("Red"), 3: _("Orange"), 2: _("Yellow"), 1: _("Blue"), 0: _("Not judged")}
POINTS: Final = {
    "sensor": _("%(label)s (%(station)s): %(value)s %(unit)s reached the bound %(bound)s of %(colour)s"),
    "silent": _("%(label)s (%(station)s): no reading in the last 24 hours"),
    "merged": _("%(sensors)s sensors of %(items)s items together make %(colour)s (GB 39496)"),
    "major": _("Open major hidden dangers: %(count)s"),
    "overdue": _("Overdue hidden dangers: %(count)s"),
    "ordinary": _("Open ordinary hidden dangers: %(count)s"),
    "ungraded": _("Hidden dangers not yet graded: %(count)s"),
    "certificates": _("Expired certificates of persons: %(count)s"),
    "unit_dues": _("Major hazards not identified or filed in time: %(count)s"),
    "duties": _("Duties of the responsible three not ticked off: %(count)s"),
    "self_checks": _("Self-checks not done in time: %(count)s"),
    "uninspected": _("Not inspected within a year"),
}
SOURCES: Final = {
    "sensor": _("Sensors"),
    "silent": _("Sensors"),
    "merged": _("Sensors"),
    "major": _("Hidden dangers"),
    "overdue": _("Hidden dangers"),
    "ordinary": _("Hidden dangers"),
    "ungraded": _("Hidden dangers"),
}


def point_told(point: Mapping[str, Any]) -> str:
    """Return what a point is for, as a sentence."""
    data = dict(point["data"])
    if "level" in data:
        data["colour"] = COLOURS[Level(data["level"])]
    return str(POINTS[point["code"]]) % data


def point_source(point: Mapping[str, Any]) -> str:
    """Return from where a point comes."""
    return str(SOURCES.get(point["code"], _("Management")))
