"""The life of a hidden danger as a table."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class Source(StrEnum):
    """By which way a hidden danger was found."""

    SELF = "self"
    INSPECTION = "inspection"
    EXPERT = "expert"
    TIP_OFF = "tip_off"
    SENSOR = "sensor"
    MONITORING = "monitoring"


class Grade(StrEnum):
    """The two grades of the law."""

    ORDINARY = "ordinary"
    MAJOR = "major"


class ObjectKind(StrEnum):
    """What a hidden danger is found at."""

    ENTERPRISE = "enterprise"
    SITE = "site"
    PLACE = "place"


class DangerState(StrEnum):
    """Where a hidden danger stands."""

    FOUND = "found"
    REGISTERED = "registered"
    ASSESSED = "assessed"
    REPORTED = "reported"
    CONTROLLING = "controlling"
    RECTIFYING = "rectifying"
    APPLIED = "applied"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    DISMISSED = "dismissed"


class DangerAct(StrEnum):
    """What may be done to a hidden danger."""

    REGISTER = "register"
    DISMISS = "dismiss"
    TAKE_UP = "take_up"
    GRADE = "grade"
    REPORT_ONE = "report_one"
    REPORT = "report"
    CONTROL = "control"
    START = "start"
    FEED_BACK = "feed_back"
    APPLY = "apply"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    CLOSE = "close"
    REOPEN = "reopen"


OPEN: Final = frozenset(DangerState) - {DangerState.CLOSED, DangerState.DISMISSED}
"""Not yet written off."""
TO_RECTIFY: Final = frozenset(
    {
        DangerState.ASSESSED,
        DangerState.REPORTED,
        DangerState.CONTROLLING,
        DangerState.RECTIFYING,
        DangerState.RETURNED,
    }
)
"""The time for rectifying runs."""
_GRADABLE: Final = (DangerState.REGISTERED, *sorted(TO_RECTIFY))

TRANSITIONS: Final = {
    (DangerState.FOUND, DangerAct.REGISTER): DangerState.REGISTERED,
    (DangerState.FOUND, DangerAct.DISMISS): DangerState.DISMISSED,
    (DangerState.REGISTERED, DangerAct.DISMISS): DangerState.DISMISSED,
    (DangerState.DISMISSED, DangerAct.TAKE_UP): DangerState.FOUND,
    **{(state, DangerAct.GRADE): DangerState.ASSESSED for state in _GRADABLE},
    (DangerState.ASSESSED, DangerAct.REPORT_ONE): DangerState.ASSESSED,
    (DangerState.ASSESSED, DangerAct.REPORT): DangerState.REPORTED,
    (DangerState.ASSESSED, DangerAct.CONTROL): DangerState.CONTROLLING,
    (DangerState.REPORTED, DangerAct.CONTROL): DangerState.CONTROLLING,
    (DangerState.CONTROLLING, DangerAct.CONTROL): DangerState.CONTROLLING,
    (DangerState.ASSESSED, DangerAct.START): DangerState.RECTIFYING,
    (DangerState.CONTROLLING, DangerAct.START): DangerState.RECTIFYING,
    (DangerState.RECTIFYING, DangerAct.FEED_BACK): DangerState.RECTIFYING,
    (DangerState.RECTIFYING, DangerAct.APPLY): DangerState.APPLIED,
    (DangerState.RETURNED, DangerAct.FEED_BACK): DangerState.RECTIFYING,
    (DangerState.RETURNED, DangerAct.APPLY): DangerState.APPLIED,
    (DangerState.APPLIED, DangerAct.WITHDRAW): DangerState.RECTIFYING,
    (DangerState.APPLIED, DangerAct.ACCEPT): DangerState.ACCEPTED,
    (DangerState.APPLIED, DangerAct.RETURN): DangerState.RETURNED,
    (DangerState.ACCEPTED, DangerAct.CLOSE): DangerState.CLOSED,
    (DangerState.ACCEPTED, DangerAct.REOPEN): DangerState.RECTIFYING,
    (DangerState.CLOSED, DangerAct.REOPEN): DangerState.RECTIFYING,
}


def after(state: DangerState, act: DangerAct) -> DangerState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="danger", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def acts_from(state: DangerState) -> frozenset[DangerAct]:
    """Return what the table lets happen to a hidden danger in ``state``."""
    return frozenset(act for known, act in TRANSITIONS if known is state)
