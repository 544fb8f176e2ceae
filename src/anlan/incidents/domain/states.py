"""An incident's life as a table of allowed steps."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class IncidentState(StrEnum):
    """Where an incident stands."""

    OPEN = "open"
    CLOSED = "closed"


class IncidentAct(StrEnum):
    """What changes an incident."""

    CHANGE_GRADE = "change_grade"
    RECORD_SITUATION = "record_situation"
    CLOSE = "close"


TRANSITIONS: Final[Mapping[tuple[IncidentState, IncidentAct], IncidentState]] = {
    (IncidentState.OPEN, IncidentAct.CHANGE_GRADE): IncidentState.OPEN,
    (IncidentState.OPEN, IncidentAct.RECORD_SITUATION): IncidentState.OPEN,
    (IncidentState.OPEN, IncidentAct.CLOSE): IncidentState.CLOSED,
    # Losses are verified long after the danger is over: figures may still come.
    (IncidentState.CLOSED, IncidentAct.RECORD_SITUATION): IncidentState.CLOSED,
}


def after(state: IncidentState, act: IncidentAct) -> IncidentState:
    """Return the state that ``act`` leads to; refuse what the table does not have."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="incident", state=state.value, act=act.value)
    return TRANSITIONS[state, act]
