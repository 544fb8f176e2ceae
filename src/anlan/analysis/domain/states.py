"""The states of a run."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class RunState(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What is done to a run."""

    BEGIN = "begin"
    FINISH = "finish"
    FAIL = "fail"
    CANCEL = "cancel"


TRANSITIONS: Final = {
    (RunState.WAITING, Act.BEGIN): RunState.RUNNING,
    (RunState.RUNNING, Act.FINISH): RunState.DONE,
    (RunState.WAITING, Act.FAIL): RunState.FAILED,
    (RunState.RUNNING, Act.FAIL): RunState.FAILED,
    (RunState.WAITING, Act.CANCEL): RunState.CANCELLED,
    (RunState.RUNNING, Act.CANCEL): RunState.CANCELLED,
}


def after(state: RunState, act: Act) -> RunState:
    """Return the state that an act leads to; refuse what the table does not have."""
    found = TRANSITIONS.get((state, act))
    if found is None:
        raise TransitionNotAllowed(what="analysis", state=state.value, act=act.value)
    return found
