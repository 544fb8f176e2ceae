"""The lives of rosters and swaps as tables."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from anlan.kernel.errors import TransitionNotAllowed

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


def step(what: str, table: Mapping[tuple[S, A], S], state: S, act: A) -> S:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in table:
        raise TransitionNotAllowed(what=what, state=state.value, act=act.value)
    return table[state, act]


class RosterState(StrEnum):
    """Where a roster stands; a published one is frozen, and what changes in it afterwards is journalled."""

    DRAFT = "draft"
    PUBLISHED = "published"


class RosterAct(StrEnum):
    """What is done to a roster."""

    FILL = "fill"
    SET = "set"
    PUBLISH = "publish"
    CHANGE = "change"
    DROP = "drop"


ROSTER: Final = {
    (RosterState.DRAFT, RosterAct.FILL): RosterState.DRAFT,
    (RosterState.DRAFT, RosterAct.SET): RosterState.DRAFT,
    (RosterState.DRAFT, RosterAct.DROP): RosterState.DRAFT,
    (RosterState.DRAFT, RosterAct.PUBLISH): RosterState.PUBLISHED,
    (RosterState.PUBLISHED, RosterAct.CHANGE): RosterState.PUBLISHED,
}


class SwapState(StrEnum):
    """Where a swap of two turns stands."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class SwapAct(StrEnum):
    """What is done to a swap: the other agrees or declines, the leader approves or refuses."""

    AGREE = "agree"
    DECLINE = "decline"
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


SWAP: Final = {
    (SwapState.ASKED, SwapAct.AGREE): SwapState.AGREED,
    (SwapState.ASKED, SwapAct.DECLINE): SwapState.DECLINED,
    (SwapState.ASKED, SwapAct.WITHDRAW): SwapState.WITHDRAWN,
    (SwapState.AGREED, SwapAct.APPROVE): SwapState.APPROVED,
    (SwapState.AGREED, SwapAct.REFUSE): SwapState.REFUSED,
    (SwapState.AGREED, SwapAct.WITHDRAW): SwapState.WITHDRAWN,
}
OPEN_SWAPS: Final = (SwapState.ASKED, SwapState.AGREED)
