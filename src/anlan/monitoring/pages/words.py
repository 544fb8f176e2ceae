"""What the room's codes are called on the screen."""

import re
from typing import Final

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from anlan.monitoring import api
from anlan.protocols.jt808 import table as vehicles
from anlan.support.tables import load_table

STATES: Final = {
    "heard": _("Reporting"),
    "silent": _("Silent"),
    "never_heard": _("Never heard"),
    "maintenance": _("Being mended"),
    "demonstration": _("Demonstration, not fed"),
    "out_of_service": _("Out of service"),
}
STATE_TONES: Final = {
    "heard": "good",
    "silent": "amber",
    "never_heard": "dim",
    "maintenance": "accent",
    "demonstration": "dim",
    "out_of_service": "dim",
}
LEVELS: Final = {
    "blue": _("Blue and above"),
    "yellow": _("Yellow and above"),
    "orange": _("Orange and above"),
    "red": _("Red"),
}
REASONS: Final = {
    "monitoring.malformed": _("Unreadable"),
    "monitoring.too_large": _("Too large"),
    "monitoring.unknown_station": _("Unknown station"),
    "monitoring.unknown_quantity": _("Unknown quantity"),
    "monitoring.not_in_service": _("Station out of service"),
    "monitoring.station_not_in_topic": _("Topic of another station"),
    "monitoring.value_out_of_range": _("Value out of range"),
    "monitoring.too_old": _("Too old"),
    "monitoring.in_the_future": _("In the future"),
    "monitoring.other_value_stored": _("Other value already stored"),
    "monitoring.frame_refused": _("Broken frame"),
    "monitoring.unknown_device": _("Unknown device"),
    "monitoring.flagged_by_device": _("Marked invalid by the device"),
}
REMEDIES: Final = {
    "monitoring.malformed": _("Compare the gauge's format with the three forms that the intake reads."),
    "monitoring.too_large": _("Let the gateway send smaller batches."),
    "monitoring.unknown_station": _("Register the station, then replay."),
    "monitoring.unknown_quantity": _("Give the station this quantity, then replay."),
    "monitoring.not_in_service": _("Put the station back into service, then replay."),
    "monitoring.station_not_in_topic": _("Check who sends: a gauge may speak only for itself."),
    "monitoring.value_out_of_range": _("Check the sensor and its unit; discard a fault."),
    "monitoring.too_old": _("Late data of a known outage may be discarded with a note."),
    "monitoring.in_the_future": _("Set the gauge's clock; replay once the time has come."),
    "monitoring.other_value_stored": _("The first value stays. Find out why the gauge sent two."),
    "monitoring.frame_refused": _("Look at the line and the device: length, check sum or a field is wrong."),
    "monitoring.unknown_device": _("Register the device for its station, then replay."),
    "monitoring.flagged_by_device": _("The device distrusts its own value: look at the sensor."),
}
PROTOCOLS: Final = {
    "sl651": _("SL 651 hydrology"),
    "hj212": _("HJ 212 environment"),
    "gbt26875": _("GB/T 26875.3 fire protection"),
    "jt808": _("JT/T 808 vehicles"),
    "modbus": _("Modbus/TCP polling"),
}

HELD_STATES: Final = {"held": _("Held"), "replayed": _("Replayed"), "discarded": _("Discarded")}
HELD_TONES: Final = {"held": "amber", "replayed": "good", "discarded": "dim"}
EDITION_STATES: Final = {"proposed": _("Proposed"), "approved": _("Approved"), "refused": _("Refused")}
EDITION_TONES: Final = {"proposed": "amber", "approved": "good", "refused": "dim"}
PERIODS: Final = {
    "24h": _("24 hours"),
    "3d": _("3 days"),
    "7d": _("7 days"),
    "30d": _("30 days"),
    "1y": _("1 year"),
    "10y": _("10 years"),
    "own": _("Own period"),
}
STEPS: Final = {"raw": _("Every reading"), "hour": _("By the hour"), "day": _("By the day")}
RUNNING_ORDERS: Final = ("open", "taken")
ORDER_STATES: Final = {
    "open": _("Order open"),
    "taken": _("In hand"),
    "done": _("Mended"),
    "cancelled": _("Cancelled"),
}
ORDER_TONES: Final = {"open": "amber", "taken": "accent", "done": "good", "cancelled": "dim"}
ORDER_FILTERS: Final = {
    "running": _("Running"),
    "overdue": _("Overdue"),
    "done": _("Mended"),
    "cancelled": _("Cancelled"),
    "all": _("All"),
}
GRADES: Final = {
    "bad": _("Bad"),
    "weak": _("Weak"),
    "good": _("Good"),
    "unknown": _("Nothing expected"),
}
HEALTH_STATES: Final = {
    "bad": _("Bad"),
    "weak": _("Weak"),
    "silent": _("Silent"),
    "low": _("Low battery or signal"),
    "order": _("Being mended"),
    "never_heard": _("Never heard"),
    "good": _("Good"),
}
GRADE_TONES: Final = {"bad": "red", "weak": "amber", "good": "good", "unknown": "dim"}
AGGREGATES: Final = {
    "value": _("Value"),
    "sum": _("Sum"),
    "max": _("Greatest"),
    "min": _("Least"),
    "mean": _("Mean"),
    "rate": _("Change by the hour"),
    "difference": _("Difference over the time"),
}
FRAME_CODES: Final = {
    "start": _("Wrong start"),
    "end": _("Wrong end"),
    "truncated": _("Bytes are missing"),
    "length": _("Wrong length"),
    "checksum": _("Wrong check sum"),
    "escape": _("Unknown escape"),
    "header": _("Wrong head"),
    "structure": _("Wrong structure"),
    "value": _("Impossible value"),
    "unknown_function": _("Unknown function"),
    "unknown_element": _("Unknown element"),
    "not_supported": _("Kind not supported"),
    "garbage": _("Bytes of no frame"),
}
_REFUSED_FRAME: Final = re.compile(r"(\w+) at byte (\d+): .*", re.DOTALL)
# Fields and rules that a refusal names; the edge translates them.
REFUSAL_WORDS: Final = (
    gettext_noop("elements"),
    gettext_noop("host"),
    gettext_noop("registers"),
    gettext_noop("address"),
    gettext_noop("protocol"),
    gettext_noop("factor"),
    gettext_noop("offset"),
    gettext_noop("period_seconds"),
    gettext_noop("port"),
    gettext_noop("unit"),
    gettext_noop("known_value"),
    gettext_noop("known_fields"),
    gettext_noop("known_protocol"),
    gettext_noop("known_quantity"),
    gettext_noop("quantity_factor_offset_is_counter"),
    gettext_noop("number"),
    gettext_noop("letters_digits_hyphens"),
    gettext_noop("1_to_100_registers"),
    gettext_noop("host_name_or_address"),
    gettext_noop("1_to_86400_seconds"),
    gettext_noop("whole_number_in_range"),
)


def refusal_detail(reason: str, detail: str) -> str:
    """Return what was wrong: of a frame its kind of fault and the place; of anything else what was stored."""
    found = _REFUSED_FRAME.fullmatch(detail) if reason == "monitoring.frame_refused" else None
    if found is None:
        return detail
    place = gettext("byte %(offset)s") % {"offset": found[2]}
    return f"{FRAME_CODES.get(found[1], found[1])} · {place}"


def report_word(kind: str) -> str:
    """Return what a device's report is called."""
    words: dict[str, str] = load_table("anlan.monitoring", "devices")["reports"]
    return words.get(kind) or next((each.zh for each in vehicles.alarms() if each.name == kind), kind)


def condition(standing: api.Standing) -> str:
    """Return what a condition compares: ``Sum of 3 h``, ``Value``."""
    what = str(AGGREGATES[standing.aggregate])
    minutes = standing.window_minutes
    if not minutes:
        return what
    if minutes < 60:
        window = gettext("%(count)s min") % {"count": minutes}
    elif minutes % 1440 == 0 and minutes > 1440:
        window = gettext("%(count)s d") % {"count": minutes // 1440}
    else:
        window = gettext("%(count)s h") % {"count": f"{minutes / 60:g}"}
    return gettext("%(what)s of %(window)s") % {"what": what, "window": window}
