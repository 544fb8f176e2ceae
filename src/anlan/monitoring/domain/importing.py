"""The life of an import of history, as a table of what may follow what."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import AnlanError, ErrorClass, TransitionNotAllowed


class State(StrEnum):
    """How far an import has come."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    STORING = "storing"
    STORED = "stored"
    TAKING_BACK = "taking_back"
    TAKEN_BACK = "taken_back"
    DISCARDED = "discarded"


class Act(StrEnum):
    """What is done with it."""

    CHECK = "check"
    FINISH_CHECK = "finish_check"
    FAIL_CHECK = "fail_check"
    STORE = "store"
    FINISH_STORE = "finish_store"
    TAKE_BACK = "take_back"
    FINISH_TAKE_BACK = "finish_take_back"
    DISCARD = "discard"


TRANSITIONS: Final = {
    (State.UPLOADED, Act.CHECK): State.CHECKING,
    (State.CHECKED, Act.CHECK): State.CHECKING,
    (State.CHECKING, Act.FINISH_CHECK): State.CHECKED,
    (State.CHECKING, Act.FAIL_CHECK): State.UPLOADED,
    (State.CHECKED, Act.STORE): State.STORING,
    (State.STORING, Act.FINISH_STORE): State.STORED,
    (State.STORED, Act.TAKE_BACK): State.TAKING_BACK,
    (State.TAKING_BACK, Act.FINISH_TAKE_BACK): State.TAKEN_BACK,
    (State.UPLOADED, Act.DISCARD): State.DISCARDED,
    (State.CHECKED, Act.DISCARD): State.DISCARDED,
}
UNDER_WAY: Final = (State.CHECKING, State.STORING, State.TAKING_BACK)


class HasErrors(AnlanError):
    """The table has errors, and the person did not say that the good rows are kept all the same: ``count``."""

    code = "monitoring.import_has_errors"
    message = "The table has %(count)s errors, so nothing was stored. Correct it, or say that the good rows are kept."
    error_class = ErrorClass.CONFLICT


class NothingToStore(AnlanError):
    """The table gives no reading that could be stored."""

    code = "monitoring.nothing_to_store"
    message = "The table gives no new reading, so there is nothing to store."
    error_class = ErrorClass.CONFLICT


class TooManyRows(AnlanError):
    """The table has more rows or readings than an import takes: ``count``, ``limit``."""

    code = "monitoring.too_many_rows"
    message = "The table has more than %(limit)s rows or readings. Cut it into several files."
    error_class = ErrorClass.TOO_LARGE


def after(state: str, act: Act) -> State:
    """Return the state that follows; refuse what may not."""
    following = TRANSITIONS.get((State(state), act))
    if following is None:
        raise TransitionNotAllowed(what="import", state=state, act=act)
    return following
