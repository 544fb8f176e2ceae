"""The lives of an inspection, of a yearly plan and of a draw, as tables."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class InspectionKind(StrEnum):
    """Why somebody goes there."""

    PLANNED = "planned"
    SPECIAL = "special"
    TIP_OFF = "tip_off"
    RECHECK = "recheck"
    LICENCE = "licence"
    JOINT = "joint"


class InspectionState(StrEnum):
    """How an inspection stands; unfixed: the re-inspection found that the order was not followed."""

    PLANNED = "planned"
    RECORDED = "recorded"
    ORDERED = "ordered"
    UNFIXED = "unfixed"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class InspectionAct(StrEnum):
    """What can be done to an inspection."""

    RECORD = "record"
    ORDER = "order"
    CLOSE = "close"
    FIND_FIXED = "find_fixed"
    FIND_UNFIXED = "find_unfixed"
    CALL_OFF = "call_off"


_INSPECTION: Final = {
    (InspectionState.PLANNED, InspectionAct.RECORD): InspectionState.RECORDED,
    (InspectionState.PLANNED, InspectionAct.CALL_OFF): InspectionState.CALLED_OFF,
    (InspectionState.RECORDED, InspectionAct.ORDER): InspectionState.ORDERED,
    (InspectionState.RECORDED, InspectionAct.CLOSE): InspectionState.CLOSED,
    (InspectionState.ORDERED, InspectionAct.FIND_FIXED): InspectionState.CLOSED,
    (InspectionState.ORDERED, InspectionAct.FIND_UNFIXED): InspectionState.UNFIXED,
    (InspectionState.UNFIXED, InspectionAct.FIND_FIXED): InspectionState.CLOSED,
    (InspectionState.UNFIXED, InspectionAct.FIND_UNFIXED): InspectionState.UNFIXED,
}
TO_RECHECK: Final = (InspectionState.ORDERED, InspectionState.UNFIXED)


def inspection_after(state: InspectionState, act: InspectionAct) -> InspectionState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _INSPECTION:
        raise TransitionNotAllowed(what="inspection", state=state.value, act=act.value)
    return _INSPECTION[state, act]


class PlanState(StrEnum):
    """How a yearly plan stands."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class PlanAct(StrEnum):
    """What can be done to a yearly plan."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"


_PLAN: Final = {
    (PlanState.DRAFTED, PlanAct.SUBMIT): PlanState.SUBMITTED,
    (PlanState.RETURNED, PlanAct.SUBMIT): PlanState.SUBMITTED,
    (PlanState.SUBMITTED, PlanAct.RETURN): PlanState.RETURNED,
    (PlanState.SUBMITTED, PlanAct.APPROVE): PlanState.APPROVED,
}


def plan_after(state: PlanState, act: PlanAct) -> PlanState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _PLAN:
        raise TransitionNotAllowed(what="inspection_plan", state=state.value, act=act.value)
    return _PLAN[state, act]


class DrawState(StrEnum):
    """How a draw stands: its pools are frozen, it was drawn, or it was set aside with a reason."""

    FROZEN = "frozen"
    DRAWN = "drawn"
    VOID = "void"


class DrawAct(StrEnum):
    """What can be done to a draw."""

    DRAW = "draw"
    SET_ASIDE = "set_aside"


_DRAW: Final = {
    (DrawState.FROZEN, DrawAct.DRAW): DrawState.DRAWN,
    (DrawState.FROZEN, DrawAct.SET_ASIDE): DrawState.VOID,
    (DrawState.DRAWN, DrawAct.SET_ASIDE): DrawState.VOID,
}


def draw_after(state: DrawState, act: DrawAct) -> DrawState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _DRAW:
        raise TransitionNotAllowed(what="inspection_draw", state=state.value, act=act.value)
    return _DRAW[state, act]
