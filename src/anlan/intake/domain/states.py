"""The life of a matter as a table."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class MatterKind(StrEnum):
    """By which way a matter came in."""

    CALL = "call"
    TIP_OFF = "tip_off"
    REPORT_FROM_BELOW = "report_from_below"
    MAIL = "mail"
    PARTNER = "partner"


class MatterState(StrEnum):
    """Where a matter stands."""

    RECEIVED = "received"
    TAKEN = "taken"
    MERGED = "merged"
    LINKED = "linked"
    DECLARED = "declared"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    RATED = "rated"
    CLOSED = "closed"


class MatterAct(StrEnum):
    """What may be done to a matter."""

    TAKE = "take"
    MERGE = "merge"
    PART = "part"
    LINK = "link"
    UNLINK = "unlink"
    DECLARE = "declare"
    FORWARD = "forward"
    ANSWER = "answer"
    RETURN = "return"
    SEND_BACK = "send_back"
    RATE = "rate"
    CLOSE = "close"
    REOPEN = "reopen"


WAITING: Final = (MatterState.RECEIVED, MatterState.TAKEN, MatterState.ANSWERED)
"""What the duty desk has to do something about: an answer waits for its rating."""
UNDECIDED: Final = (MatterState.RECEIVED, MatterState.TAKEN)

_FROM_UNDECIDED: Final = {
    MatterAct.MERGE: MatterState.MERGED,
    MatterAct.LINK: MatterState.LINKED,
    MatterAct.DECLARE: MatterState.DECLARED,
    MatterAct.FORWARD: MatterState.FORWARDED,
    MatterAct.CLOSE: MatterState.CLOSED,
}
TRANSITIONS: Final = {
    (MatterState.RECEIVED, MatterAct.TAKE): MatterState.TAKEN,
    **{(state, act): target for state in UNDECIDED for act, target in _FROM_UNDECIDED.items()},
    (MatterState.MERGED, MatterAct.PART): MatterState.TAKEN,
    (MatterState.LINKED, MatterAct.UNLINK): MatterState.TAKEN,
    (MatterState.FORWARDED, MatterAct.ANSWER): MatterState.ANSWERED,
    (MatterState.FORWARDED, MatterAct.RETURN): MatterState.TAKEN,
    (MatterState.ANSWERED, MatterAct.SEND_BACK): MatterState.FORWARDED,
    (MatterState.ANSWERED, MatterAct.RATE): MatterState.RATED,
    (MatterState.CLOSED, MatterAct.REOPEN): MatterState.TAKEN,
}


def after(state: MatterState, act: MatterAct) -> MatterState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="matter", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def acts_from(state: MatterState) -> frozenset[MatterAct]:
    """Return what the table lets happen to a matter in ``state``."""
    return frozenset(act for known, act in TRANSITIONS if known is state)
