"""The life of an edition of a plan."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class PlanState(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"


class PlanAct(StrEnum):
    """What may be done to an edition."""

    APPROVE = "approve"
    SUPERSEDE = "supersede"
    DISCARD = "discard"


TRANSITIONS: Final = {
    (PlanState.DRAFT, PlanAct.APPROVE): PlanState.IN_FORCE,
    (PlanState.DRAFT, PlanAct.DISCARD): PlanState.DISCARDED,
    (PlanState.IN_FORCE, PlanAct.SUPERSEDE): PlanState.SUPERSEDED,
}


def after(state: PlanState, act: PlanAct) -> PlanState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="plan", state=state.value, act=act.value)
    return TRANSITIONS[state, act]
