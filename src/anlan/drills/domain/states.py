"""The life of a drill and of an inject as tables."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class DrillState(StrEnum):
    """Where a drill stands."""

    PLANNED = "planned"
    APPROVED = "approved"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    SCORED = "scored"
    REPORTED = "reported"
    CANCELLED = "cancelled"


class DrillAct(StrEnum):
    """What may be done to a drill; ``RELEASE`` is any act on an inject, ``LEARN`` makes a lesson a task."""

    EDIT = "edit"
    APPROVE = "approve"
    CANCEL = "cancel"
    START = "start"
    RELEASE = "release"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    OBSERVE = "observe"
    SCORE = "score"
    LEARN = "learn"
    REPORT = "report"


class InjectState(StrEnum):
    """Where an inject stands; ``FAILED`` is one whose effect the platform refused."""

    WAITING = "waiting"
    RELEASED = "released"
    SKIPPED = "skipped"
    FAILED = "failed"


class InjectAct(StrEnum):
    """What happens to an inject."""

    RELEASE = "release"
    SKIP = "skip"
    FAIL = "fail"


_BEGUN: Final = (DrillState.RUNNING, DrillState.PAUSED)
TRANSITIONS: Final = {
    (DrillState.PLANNED, DrillAct.EDIT): DrillState.PLANNED,
    (DrillState.PLANNED, DrillAct.APPROVE): DrillState.APPROVED,
    (DrillState.PLANNED, DrillAct.CANCEL): DrillState.CANCELLED,
    (DrillState.APPROVED, DrillAct.CANCEL): DrillState.CANCELLED,
    (DrillState.APPROVED, DrillAct.START): DrillState.RUNNING,
    (DrillState.RUNNING, DrillAct.RELEASE): DrillState.RUNNING,
    (DrillState.RUNNING, DrillAct.PAUSE): DrillState.PAUSED,
    (DrillState.PAUSED, DrillAct.RESUME): DrillState.RUNNING,
    **{(state, DrillAct.END): DrillState.ENDED for state in _BEGUN},
    **{(state, DrillAct.OBSERVE): state for state in (*_BEGUN, DrillState.ENDED)},
    (DrillState.ENDED, DrillAct.SCORE): DrillState.SCORED,
    (DrillState.SCORED, DrillAct.LEARN): DrillState.SCORED,
    (DrillState.SCORED, DrillAct.REPORT): DrillState.REPORTED,
}
INJECT_TRANSITIONS: Final = {
    **{
        (state, act): after
        for state in (InjectState.WAITING, InjectState.FAILED)
        for act, after in ((InjectAct.RELEASE, InjectState.RELEASED), (InjectAct.SKIP, InjectState.SKIPPED))
    },
    (InjectState.WAITING, InjectAct.FAIL): InjectState.FAILED,
}


def after(state: DrillState, act: DrillAct) -> DrillState:
    """Return a drill's state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="drill", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def after_inject(state: InjectState, act: InjectAct) -> InjectState:
    """Return an inject's state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in INJECT_TRANSITIONS:
        raise TransitionNotAllowed(what="inject", state=state.value, act=act.value)
    return INJECT_TRANSITIONS[state, act]


def may_follow(state: DrillState, act: DrillAct) -> bool:
    """Tell whether a drill's state lets ``act`` follow."""
    return (state, act) in TRANSITIONS
