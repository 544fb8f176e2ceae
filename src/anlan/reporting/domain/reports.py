"""The life of a report as a table, and what its text must be."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

LONGEST_TITLE: Final = 120
LONGEST_BODY: Final = 20_000
LONGEST_REASON: Final = 500


class ReportState(StrEnum):
    """Where the newest version of a report stands."""

    DRAFT = "draft"
    SIGNED = "signed"
    SENT = "sent"


class ReportAct(StrEnum):
    """What may be done to a report; ``CORRECT`` begins a new version and keeps the one that was sent."""

    EDIT = "edit"
    SIGN = "sign"
    RETURN = "return"
    SEND = "send"
    CORRECT = "correct"


TRANSITIONS: Final = {
    (ReportState.DRAFT, ReportAct.EDIT): ReportState.DRAFT,
    (ReportState.DRAFT, ReportAct.SIGN): ReportState.SIGNED,
    (ReportState.SIGNED, ReportAct.RETURN): ReportState.DRAFT,
    (ReportState.SIGNED, ReportAct.SEND): ReportState.SENT,
    (ReportState.SENT, ReportAct.SEND): ReportState.SENT,
    (ReportState.SENT, ReportAct.CORRECT): ReportState.DRAFT,
}


def after(state: ReportState, act: ReportAct) -> ReportState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="report", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def checked(field: str, text: str, longest: int) -> str:
    """Return ``text`` without blanks around it, or refuse an empty or overlong one."""
    text = text.replace("\r\n", "\n").strip()
    if not text or len(text) > longest:
        raise InvalidValue(field=field, value=text[:40], rule=f"1_to_{longest}_characters")
    return text
