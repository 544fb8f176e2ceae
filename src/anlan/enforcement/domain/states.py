"""The lives of a case and of its documents."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class CaseState(StrEnum):
    """How a case stands."""

    OPENED = "opened"
    NOT_FILED = "not_filed"
    INVESTIGATING = "investigating"
    INVESTIGATED = "investigated"
    NOTIFIED = "notified"
    DECIDED = "decided"
    SERVED = "served"
    ENFORCING = "enforcing"
    EXECUTED = "executed"
    TERMINATED = "terminated"
    TRANSFERRED = "transferred"
    REVOKED = "revoked"
    CLOSED = "closed"


class CaseAct(StrEnum):
    """What moves a case: most of it the approval of a document."""

    FILE = "file"
    REJECT = "reject"
    REPORT = "report"
    NOTIFY = "notify"
    NOTIFY_AT_ONCE = "notify_at_once"
    DECIDE = "decide"
    DECIDE_ON_SPOT = "decide_on_spot"
    SERVE = "serve"
    APPLY_TO_COURT = "apply_to_court"
    EXECUTE = "execute"
    TERMINATE = "terminate"
    TRANSFER = "transfer"
    TAKE_BACK = "take_back"
    REVOKE = "revoke"
    CLOSE = "close"


_CASES: Final = {
    (CaseState.OPENED, CaseAct.FILE): CaseState.INVESTIGATING,
    (CaseState.OPENED, CaseAct.REJECT): CaseState.NOT_FILED,
    (CaseState.OPENED, CaseAct.NOTIFY_AT_ONCE): CaseState.NOTIFIED,
    (CaseState.INVESTIGATING, CaseAct.REPORT): CaseState.INVESTIGATED,
    (CaseState.INVESTIGATING, CaseAct.TERMINATE): CaseState.TERMINATED,
    (CaseState.INVESTIGATED, CaseAct.REPORT): CaseState.INVESTIGATED,
    (CaseState.INVESTIGATED, CaseAct.NOTIFY): CaseState.NOTIFIED,
    (CaseState.INVESTIGATED, CaseAct.TERMINATE): CaseState.TERMINATED,
    (CaseState.INVESTIGATED, CaseAct.TRANSFER): CaseState.TRANSFERRED,
    (CaseState.NOTIFIED, CaseAct.NOTIFY): CaseState.NOTIFIED,
    (CaseState.NOTIFIED, CaseAct.NOTIFY_AT_ONCE): CaseState.NOTIFIED,
    (CaseState.NOTIFIED, CaseAct.DECIDE): CaseState.DECIDED,
    (CaseState.NOTIFIED, CaseAct.DECIDE_ON_SPOT): CaseState.DECIDED,
    (CaseState.NOTIFIED, CaseAct.TERMINATE): CaseState.TERMINATED,
    (CaseState.NOTIFIED, CaseAct.TRANSFER): CaseState.TRANSFERRED,
    (CaseState.DECIDED, CaseAct.SERVE): CaseState.SERVED,
    (CaseState.DECIDED, CaseAct.REVOKE): CaseState.REVOKED,
    (CaseState.SERVED, CaseAct.EXECUTE): CaseState.EXECUTED,
    (CaseState.SERVED, CaseAct.APPLY_TO_COURT): CaseState.ENFORCING,
    (CaseState.SERVED, CaseAct.REVOKE): CaseState.REVOKED,
    (CaseState.ENFORCING, CaseAct.EXECUTE): CaseState.EXECUTED,
    (CaseState.ENFORCING, CaseAct.REVOKE): CaseState.REVOKED,
    (CaseState.EXECUTED, CaseAct.CLOSE): CaseState.CLOSED,
    (CaseState.EXECUTED, CaseAct.REVOKE): CaseState.REVOKED,
    (CaseState.TERMINATED, CaseAct.CLOSE): CaseState.CLOSED,
    (CaseState.TRANSFERRED, CaseAct.TAKE_BACK): CaseState.INVESTIGATED,
    (CaseState.TRANSFERRED, CaseAct.CLOSE): CaseState.CLOSED,
    (CaseState.REVOKED, CaseAct.CLOSE): CaseState.CLOSED,
    (CaseState.CLOSED, CaseAct.REVOKE): CaseState.REVOKED,
}
OVER: Final = frozenset({CaseState.NOT_FILED, CaseState.CLOSED})
ENDED: Final = OVER | {CaseState.TERMINATED, CaseState.TRANSFERRED, CaseState.REVOKED}


def case_after(state: CaseState, act: CaseAct) -> CaseState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _CASES:
        raise TransitionNotAllowed(what="case", state=state.value, act=act.value)
    return _CASES[state, act]


def case_acts_in(state: CaseState) -> frozenset[CaseAct]:
    """Return what can happen to a case in a state."""
    return frozenset(act for (found, act) in _CASES if found is state)


class DocumentState(StrEnum):
    """How a document stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    DISCARDED = "discarded"


class DocumentAct(StrEnum):
    """What can be done to a document; ``issue`` is for those that take effect by their signatures."""

    EDIT = "edit"
    SUBMIT = "submit"
    ISSUE = "issue"
    APPROVE = "approve"
    RETURN = "return"
    DISCARD = "discard"


_DOCUMENTS: Final = {
    (DocumentState.DRAFT, DocumentAct.EDIT): DocumentState.DRAFT,
    (DocumentState.DRAFT, DocumentAct.SUBMIT): DocumentState.SUBMITTED,
    (DocumentState.DRAFT, DocumentAct.ISSUE): DocumentState.APPROVED,
    (DocumentState.DRAFT, DocumentAct.DISCARD): DocumentState.DISCARDED,
    (DocumentState.SUBMITTED, DocumentAct.APPROVE): DocumentState.APPROVED,
    (DocumentState.SUBMITTED, DocumentAct.RETURN): DocumentState.DRAFT,
}


def document_after(state: DocumentState, act: DocumentAct) -> DocumentState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _DOCUMENTS:
        raise TransitionNotAllowed(what="case_document", state=state.value, act=act.value)
    return _DOCUMENTS[state, act]


class ClockState(StrEnum):
    """How a running limit stands."""

    RUNNING = "running"
    WARNED = "warned"
    MISSED = "missed"
    MET = "met"
    LATE = "late"


class ClockAct(StrEnum):
    """What happens to a running limit; ``gain`` is more time by a pause or an extension."""

    WARN = "warn"
    MISS = "miss"
    MEET = "meet"
    GAIN = "gain"


_CLOCKS: Final = {
    (ClockState.RUNNING, ClockAct.WARN): ClockState.WARNED,
    (ClockState.RUNNING, ClockAct.MISS): ClockState.MISSED,
    (ClockState.RUNNING, ClockAct.MEET): ClockState.MET,
    (ClockState.WARNED, ClockAct.MISS): ClockState.MISSED,
    (ClockState.WARNED, ClockAct.MEET): ClockState.MET,
    (ClockState.WARNED, ClockAct.GAIN): ClockState.RUNNING,
    (ClockState.MISSED, ClockAct.MEET): ClockState.LATE,
    (ClockState.MISSED, ClockAct.GAIN): ClockState.RUNNING,
}
OPEN_CLOCKS: Final = (ClockState.RUNNING, ClockState.WARNED)


def clock_after(state: ClockState, act: ClockAct) -> ClockState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _CLOCKS:
        raise TransitionNotAllowed(what="case_clock", state=state.value, act=act.value)
    return _CLOCKS[state, act]
