"""The life of a report clock as a table."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class ClockState(StrEnum):
    """Where a clock stands; ``LATE`` means the report went out after the clock had been missed."""

    RUNNING = "running"
    WARNED = "warned"
    MET = "met"
    MISSED = "missed"
    LATE = "late"
    STOPPED = "stopped"


class ClockAct(StrEnum):
    """What happens to a clock."""

    WARN = "warn"
    MEET = "meet"
    MISS = "miss"
    STOP = "stop"


TICKING: Final = (ClockState.RUNNING, ClockState.WARNED)
OWED: Final = (*TICKING, ClockState.MISSED)

TRANSITIONS: Final = {
    (ClockState.RUNNING, ClockAct.WARN): ClockState.WARNED,
    (ClockState.RUNNING, ClockAct.MEET): ClockState.MET,
    (ClockState.WARNED, ClockAct.MEET): ClockState.MET,
    (ClockState.RUNNING, ClockAct.MISS): ClockState.MISSED,
    (ClockState.WARNED, ClockAct.MISS): ClockState.MISSED,
    (ClockState.MISSED, ClockAct.MEET): ClockState.LATE,
    (ClockState.RUNNING, ClockAct.STOP): ClockState.STOPPED,
    (ClockState.WARNED, ClockAct.STOP): ClockState.STOPPED,
}


def after(state: ClockState, act: ClockAct) -> ClockState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="clock", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def due_act(state: ClockState, *, warn_at: datetime, due_at: datetime, now: datetime) -> ClockAct | None:
    """Return what the time does to a clock now: nothing, a warning from ``warn_at``, a miss after ``due_at``."""
    if state not in TICKING:
        return None
    if now > due_at:
        return ClockAct.MISS
    if now >= warn_at and state is ClockState.RUNNING:
        return ClockAct.WARN
    return None
