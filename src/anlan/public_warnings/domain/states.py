"""A warning's life as a table of allowed steps."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class WarningState(StrEnum):
    """Where a warning stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ISSUED = "issued"
    UPDATED = "updated"
    LIFTED = "lifted"


class WarningAct(StrEnum):
    """What is done with a warning; ``replace`` and ``lift`` happen when its follower is issued.

    ``sign`` is the review, ``approve`` the signature that issues; whether a review is needed, the signing table says.
    """

    EDIT = "edit"
    SUBMIT = "submit"
    SIGN = "sign"
    APPROVE = "approve"
    AT_ONCE = "at_once"
    RETURN = "return"
    WITHDRAW = "withdraw"
    REPLACE = "replace"
    LIFT = "lift"


_S, _A = WarningState, WarningAct
TRANSITIONS: Final[Mapping[tuple[WarningState, WarningAct], WarningState]] = {
    (_S.DRAFT, _A.EDIT): _S.DRAFT,
    (_S.DRAFT, _A.SUBMIT): _S.SUBMITTED,
    (_S.DRAFT, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.RETURNED, _A.EDIT): _S.DRAFT,
    (_S.RETURNED, _A.SUBMIT): _S.SUBMITTED,
    (_S.RETURNED, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.SUBMITTED, _A.EDIT): _S.DRAFT,
    (_S.SUBMITTED, _A.SIGN): _S.SIGNED,
    (_S.SUBMITTED, _A.APPROVE): _S.ISSUED,
    (_S.SUBMITTED, _A.AT_ONCE): _S.ISSUED,
    (_S.SUBMITTED, _A.RETURN): _S.RETURNED,
    (_S.SIGNED, _A.EDIT): _S.DRAFT,
    (_S.SIGNED, _A.APPROVE): _S.ISSUED,
    (_S.SIGNED, _A.AT_ONCE): _S.ISSUED,
    (_S.SIGNED, _A.RETURN): _S.RETURNED,
    (_S.ISSUED, _A.REPLACE): _S.UPDATED,
    (_S.ISSUED, _A.LIFT): _S.LIFTED,
}
OPEN_STATES: Final = (_S.DRAFT, _S.RETURNED, _S.SUBMITTED, _S.SIGNED)
SENT_STATES: Final = (_S.ISSUED, _S.UPDATED, _S.LIFTED)


def after(state: WarningState, act: WarningAct) -> WarningState:
    """Return the state that ``act`` leads to; refuse what the table does not have."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="warning", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def acts_from(state: WarningState) -> tuple[WarningAct, ...]:
    """Return the acts that the table allows from ``state``."""
    return tuple(act for origin, act in TRANSITIONS if origin is state)
