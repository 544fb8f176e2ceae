"""The life of a suspicion as a table, and which duty to report is looked at when."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class SuspicionState(StrEnum):
    """Where a suspicion stands; ``WATCHED`` may still be answered by a report."""

    WATCHED = "watched"
    ANSWERED = "answered"
    OPEN = "open"
    ENQUIRY = "enquiry"
    CLEARED = "cleared"
    PROVED = "proved"


class SuspicionAct(StrEnum):
    """What happens to a suspicion."""

    ANSWER = "answer"
    RAISE = "raise"
    CLEAR = "clear"
    ENQUIRE = "enquire"
    PROVE = "prove"


TRANSITIONS: Final = {
    (SuspicionState.WATCHED, SuspicionAct.ANSWER): SuspicionState.ANSWERED,
    (SuspicionState.WATCHED, SuspicionAct.RAISE): SuspicionState.OPEN,
    (SuspicionState.OPEN, SuspicionAct.CLEAR): SuspicionState.CLEARED,
    (SuspicionState.OPEN, SuspicionAct.ENQUIRE): SuspicionState.ENQUIRY,
    (SuspicionState.ENQUIRY, SuspicionAct.CLEAR): SuspicionState.CLEARED,
    (SuspicionState.ENQUIRY, SuspicionAct.PROVE): SuspicionState.PROVED,
}
LISTED: Final = (SuspicionState.OPEN, SuspicionState.ENQUIRY, SuspicionState.CLEARED, SuspicionState.PROVED)
WAITING: Final = (SuspicionState.OPEN, SuspicionState.ENQUIRY)


def after(state: SuspicionState, act: SuspicionAct) -> SuspicionState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="suspicion", state=state.value, act=act.value)
    return TRANSITIONS[state, act]
