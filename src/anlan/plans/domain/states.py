"""The life of an edition of a plan, and of its filing with the government above."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class PlanState(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    ABOLISHED = "abolished"
    DISCARDED = "discarded"


class PlanAct(StrEnum):
    """What may be done to an edition."""

    EDIT = "edit"
    SUBMIT = "submit"
    CLEAR = "clear"
    RETURN = "return"
    APPROVE = "approve"
    SUPERSEDE = "supersede"
    ABOLISH = "abolish"
    DISCARD = "discard"


class FilingState(StrEnum):
    """Where the filing of an edition stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


OPEN: Final = (PlanState.DRAFT, PlanState.IN_REVIEW, PlanState.REVIEWED)

TRANSITIONS: Final = {
    (PlanState.DRAFT, PlanAct.EDIT): PlanState.DRAFT,
    (PlanState.DRAFT, PlanAct.SUBMIT): PlanState.IN_REVIEW,
    (PlanState.DRAFT, PlanAct.DISCARD): PlanState.DISCARDED,
    (PlanState.IN_REVIEW, PlanAct.CLEAR): PlanState.REVIEWED,
    (PlanState.IN_REVIEW, PlanAct.RETURN): PlanState.DRAFT,
    (PlanState.REVIEWED, PlanAct.APPROVE): PlanState.IN_FORCE,
    (PlanState.REVIEWED, PlanAct.RETURN): PlanState.DRAFT,
    (PlanState.IN_FORCE, PlanAct.SUPERSEDE): PlanState.SUPERSEDED,
    (PlanState.IN_FORCE, PlanAct.ABOLISH): PlanState.ABOLISHED,
}


def after(state: PlanState, act: PlanAct) -> PlanState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="plan", state=state.value, act=act.value)
    return TRANSITIONS[state, act]
