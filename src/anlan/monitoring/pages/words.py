"""What the room's codes are called on the screen."""

from typing import Final

from django.utils.translation import gettext_lazy as _

STATES: Final = {"heard": _("Reporting"), "silent": _("Silent"), "out_of_service": _("Out of service")}
STATE_TONES: Final = {"heard": "good", "silent": "amber", "out_of_service": "dim"}
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
}
HELD_STATES: Final = {"held": _("Held"), "replayed": _("Replayed"), "discarded": _("Discarded")}
HELD_TONES: Final = {"held": "amber", "replayed": "good", "discarded": "dim"}
EDITION_STATES: Final = {"proposed": _("Proposed"), "approved": _("Approved"), "refused": _("Refused")}
EDITION_TONES: Final = {"proposed": "amber", "approved": "good", "refused": "dim"}
PERIODS: Final = {"24h": _("24 hours"), "3d": _("3 days"), "own": _("Own period")}
