"""The door of the room alarms."""

from anlan.alarms.domain.signal import AlarmSignal
from anlan.alarms.domain.states import OPEN_STATES, WAITING_STATES, AlarmAct, AlarmState
from anlan.alarms.events import (
    AlarmClosed,
    AlarmDismissed,
    AlarmRaised,
    AlarmRepeated,
    AlarmRose,
    AlarmTaken,
    AlarmVerified,
)
from anlan.alarms.selectors import (
    AlarmFilter,
    AlarmPage,
    AlarmRow,
    Occurrence,
    acts_open_to,
    alarm,
    alarms,
    occurrences,
    open_alarms,
    tile,
    waiting_counts,
)
from anlan.alarms.services import (
    attach_to_incident,
    close_alarm,
    dismiss_alarm,
    raise_alarm,
    take_alarm,
    verify_alarm,
)
from anlan.alarms.words import STATE_WORDS, alarm_title, event_kind_of, families, family_name, measured_word

__all__ = [
    "OPEN_STATES",
    "STATE_WORDS",
    "WAITING_STATES",
    "AlarmAct",
    "AlarmClosed",
    "AlarmDismissed",
    "AlarmFilter",
    "AlarmPage",
    "AlarmRaised",
    "AlarmRepeated",
    "AlarmRose",
    "AlarmRow",
    "AlarmSignal",
    "AlarmState",
    "AlarmTaken",
    "AlarmVerified",
    "Occurrence",
    "acts_open_to",
    "alarm",
    "alarm_title",
    "alarms",
    "attach_to_incident",
    "close_alarm",
    "dismiss_alarm",
    "event_kind_of",
    "families",
    "family_name",
    "measured_word",
    "occurrences",
    "open_alarms",
    "raise_alarm",
    "take_alarm",
    "tile",
    "verify_alarm",
    "waiting_counts",
]
