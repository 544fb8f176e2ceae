"""The life of a judgement report."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class ReportState(StrEnum):
    """How a report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    DISCARDED = "discarded"


class ReportAct(StrEnum):
    """What may be done with it; ``REDRAFT`` reads the records again."""

    WRITE = "write"
    REDRAFT = "redraft"
    SUBMIT = "submit"
    RETURN = "return"
    SIGN = "sign"
    DISCARD = "discard"


REPORTS: Final = {
    (ReportState.DRAFT, ReportAct.WRITE): ReportState.DRAFT,
    (ReportState.DRAFT, ReportAct.REDRAFT): ReportState.DRAFT,
    (ReportState.DRAFT, ReportAct.SUBMIT): ReportState.SUBMITTED,
    (ReportState.DRAFT, ReportAct.DISCARD): ReportState.DISCARDED,
    (ReportState.SUBMITTED, ReportAct.RETURN): ReportState.DRAFT,
    (ReportState.SUBMITTED, ReportAct.SIGN): ReportState.SIGNED,
}


def report_after(state: ReportState, act: ReportAct) -> ReportState:
    """Return a report's state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in REPORTS:
        raise TransitionNotAllowed(what="situation_report", state=state.value, act=act.value)
    return REPORTS[state, act]
