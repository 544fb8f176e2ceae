"""The lives of an investigation, of a measure, and of what is proposed against a responsible party."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class State(StrEnum):
    """How an investigation stands."""

    OPENED = "opened"
    INVESTIGATING = "investigating"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ASSESSED = "assessed"
    ARCHIVED = "archived"
    HANDED_UP = "handed_up"


class Act(StrEnum):
    """What moves an investigation; ``work`` is everything that the group enters."""

    FORM = "form"
    WORK = "work"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    ASSESS = "assess"
    ARCHIVE = "archive"
    HAND_UP = "hand_up"


_STATES: Final = {
    (State.OPENED, Act.FORM): State.INVESTIGATING,
    (State.OPENED, Act.HAND_UP): State.HANDED_UP,
    (State.INVESTIGATING, Act.WORK): State.INVESTIGATING,
    (State.INVESTIGATING, Act.SUBMIT): State.SUBMITTED,
    (State.INVESTIGATING, Act.HAND_UP): State.HANDED_UP,
    (State.SUBMITTED, Act.RETURN): State.INVESTIGATING,
    (State.SUBMITTED, Act.APPROVE): State.APPROVED,
    (State.APPROVED, Act.ASSESS): State.ASSESSED,
    (State.ASSESSED, Act.ARCHIVE): State.ARCHIVED,
}
OVER: Final = frozenset({State.ARCHIVED, State.HANDED_UP})
DECIDED: Final = frozenset({State.APPROVED, State.ASSESSED, State.ARCHIVED})


def state_after(state: State, act: Act) -> State:
    """Return the state that follows, or refuse."""
    if (state, act) not in _STATES:
        raise TransitionNotAllowed(what="investigation", state=state.value, act=act.value)
    return _STATES[state, act]


class MeasureState(StrEnum):
    """How a measure stands."""

    OPEN = "open"
    DONE = "done"
    VERIFIED = "verified"
    FAILED = "failed"


class MeasureAct(StrEnum):
    """What happens to a measure; ``fail`` is the judgement of the look-back that it was not carried out."""

    PROVE = "prove"
    VERIFY = "verify"
    RETURN = "return"
    FAIL = "fail"


_MEASURES: Final = {
    (MeasureState.OPEN, MeasureAct.PROVE): MeasureState.DONE,
    (MeasureState.OPEN, MeasureAct.FAIL): MeasureState.FAILED,
    (MeasureState.DONE, MeasureAct.VERIFY): MeasureState.VERIFIED,
    (MeasureState.DONE, MeasureAct.RETURN): MeasureState.OPEN,
    (MeasureState.FAILED, MeasureAct.PROVE): MeasureState.DONE,
}
JUDGED: Final = frozenset({MeasureState.VERIFIED, MeasureState.FAILED})


def measure_after(state: MeasureState, act: MeasureAct) -> MeasureState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _MEASURES:
        raise TransitionNotAllowed(what="investigation_measure", state=state.value, act=act.value)
    return _MEASURES[state, act]


class PartyState(StrEnum):
    """How far a proposal against a responsible party went."""

    PROPOSED = "proposed"
    HANDED_OVER = "handed_over"
    CARRIED_OUT = "carried_out"


class PartyAct(StrEnum):
    """What happens to a proposal."""

    HAND_OVER = "hand_over"
    CARRY_OUT = "carry_out"


_PARTIES: Final = {
    (PartyState.PROPOSED, PartyAct.HAND_OVER): PartyState.HANDED_OVER,
    (PartyState.HANDED_OVER, PartyAct.CARRY_OUT): PartyState.CARRIED_OUT,
}


def party_after(state: PartyState, act: PartyAct) -> PartyState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _PARTIES:
        raise TransitionNotAllowed(what="responsible_party", state=state.value, act=act.value)
    return _PARTIES[state, act]
