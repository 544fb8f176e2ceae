"""A list's life: drafted, handed in, filed by another person, closed when its year is scored."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class Holder(StrEnum):
    """Whose duties a list holds."""

    LEADER = "leader"
    DEPARTMENT = "department"
    ENTERPRISE = "enterprise"


class ListState(StrEnum):
    """How a list stands; what a filed one asks for counts."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    FILED = "filed"
    CLOSED = "closed"


class ListAct(StrEnum):
    """What can be done to a list."""

    SUBMIT = "submit"
    RETURN = "return"
    FILE = "file"
    CLOSE = "close"


_TABLE: Final = {
    (ListState.DRAFTED, ListAct.SUBMIT): ListState.SUBMITTED,
    (ListState.RETURNED, ListAct.SUBMIT): ListState.SUBMITTED,
    (ListState.SUBMITTED, ListAct.RETURN): ListState.RETURNED,
    (ListState.SUBMITTED, ListAct.FILE): ListState.FILED,
    (ListState.FILED, ListAct.CLOSE): ListState.CLOSED,
}
TO_EDIT: Final = (ListState.DRAFTED, ListState.RETURNED)


def after(state: ListState, act: ListAct) -> ListState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _TABLE:
        raise TransitionNotAllowed(what="duty_list", state=state.value, act=act.value)
    return _TABLE[state, act]
