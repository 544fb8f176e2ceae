"""An entry's life: sent by the unit, accepted or returned by the level above, explained where it asks."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class EntryState(StrEnum):
    """How an entry of figures stands; an accepted one counts in the roll-up, no other."""

    SENT = "sent"
    ASKED = "asked"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    OVERTAKEN = "overtaken"


class EntryAct(StrEnum):
    """What can be done to an entry."""

    ACCEPT = "accept"
    RETURN = "return"
    ASK = "ask"
    EXPLAIN = "explain"
    OVERTAKE = "overtake"


_TABLE: Final = {
    (EntryState.SENT, EntryAct.ACCEPT): EntryState.ACCEPTED,
    (EntryState.SENT, EntryAct.RETURN): EntryState.RETURNED,
    (EntryState.SENT, EntryAct.ASK): EntryState.ASKED,
    (EntryState.SENT, EntryAct.EXPLAIN): EntryState.SENT,
    (EntryState.SENT, EntryAct.OVERTAKE): EntryState.OVERTAKEN,
    (EntryState.ASKED, EntryAct.EXPLAIN): EntryState.SENT,
    (EntryState.ASKED, EntryAct.RETURN): EntryState.RETURNED,
    (EntryState.ASKED, EntryAct.OVERTAKE): EntryState.OVERTAKEN,
    (EntryState.ACCEPTED, EntryAct.RETURN): EntryState.RETURNED,
    (EntryState.ACCEPTED, EntryAct.OVERTAKE): EntryState.OVERTAKEN,
}
WAITING: Final = (EntryState.SENT, EntryState.ASKED)


def after(state: EntryState, act: EntryAct) -> EntryState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _TABLE:
        raise TransitionNotAllowed(what="loss_entry", state=state.value, act=act.value)
    return _TABLE[state, act]


def acts_in(state: EntryState) -> frozenset[EntryAct]:
    """Return what can be done in a state."""
    return frozenset(act for (found, act) in _TABLE if found is state)


class Sort(StrEnum):
    """Whose figures an entry holds: a place's own, or the sum of the accepted units below it."""

    OWN = "own"
    SUM = "sum"
