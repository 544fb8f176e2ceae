"""An alarm's life as a table of allowed steps."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class AlarmState(StrEnum):
    """Where an alarm stands."""

    RAISED = "raised"
    TAKEN = "taken"
    VERIFIED = "verified"
    DISMISSED = "dismissed"
    CLOSED = "closed"


class AlarmAct(StrEnum):
    """What a person may do with an alarm."""

    TAKE = "take"
    VERIFY = "verify"
    DISMISS = "dismiss"
    CLOSE = "close"
    REOPEN = "reopen"


TRANSITIONS: Final[Mapping[tuple[AlarmState, AlarmAct], AlarmState]] = {
    (AlarmState.RAISED, AlarmAct.TAKE): AlarmState.TAKEN,
    (AlarmState.RAISED, AlarmAct.VERIFY): AlarmState.VERIFIED,
    (AlarmState.RAISED, AlarmAct.DISMISS): AlarmState.DISMISSED,
    (AlarmState.TAKEN, AlarmAct.VERIFY): AlarmState.VERIFIED,
    (AlarmState.TAKEN, AlarmAct.DISMISS): AlarmState.DISMISSED,
    (AlarmState.VERIFIED, AlarmAct.CLOSE): AlarmState.CLOSED,
    (AlarmState.DISMISSED, AlarmAct.REOPEN): AlarmState.RAISED,
}
OPEN_STATES: Final = (AlarmState.RAISED, AlarmState.TAKEN, AlarmState.VERIFIED)
WAITING_STATES: Final = (AlarmState.RAISED, AlarmState.TAKEN)


def after(state: AlarmState, act: AlarmAct) -> AlarmState:
    """Return the state that ``act`` leads to; refuse what the table does not have."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="alarm", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def acts_from(state: AlarmState) -> tuple[AlarmAct, ...]:
    """Return the acts that the table allows from ``state``."""
    return tuple(act for origin, act in TRANSITIONS if origin is state)
