"""Whether a firm works: the states of an enterprise."""

from enum import StrEnum
from typing import ClassVar, Final

from anlan.kernel.errors import AnlanError, ErrorClass, TransitionNotAllowed


class FirmState(StrEnum):
    """How an enterprise stands."""

    OPERATING = "operating"
    STOPPED = "stopped"
    CLOSED = "closed"


class FirmAct(StrEnum):
    """What changes it."""

    STOP = "stop"
    RESUME = "resume"
    CLOSE = "close"


STATES: Final[dict[tuple[FirmState, FirmAct], FirmState]] = {
    (FirmState.OPERATING, FirmAct.STOP): FirmState.STOPPED,
    (FirmState.STOPPED, FirmAct.RESUME): FirmState.OPERATING,
    (FirmState.OPERATING, FirmAct.CLOSE): FirmState.CLOSED,
    (FirmState.STOPPED, FirmAct.CLOSE): FirmState.CLOSED,
}


class EnterpriseIsClosed(AnlanError):
    """A closed firm's file is kept as it stood: ``name``."""

    code: ClassVar[str] = "enterprises.is_closed"
    message = "%(name)s is closed; its file is kept as it stood."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT


class ReasonIsMissing(AnlanError):
    """A change of state needs a reason."""

    code: ClassVar[str] = "enterprises.reason_is_missing"
    message = "Say why: this stands in the enterprise's file."


def after(state: FirmState, act: FirmAct) -> FirmState:
    """Return the state after an act, or refuse the step."""
    found = STATES.get((state, act))
    if found is None:
        raise TransitionNotAllowed(what="enterprise", state=state, act=act)
    return found


def acts_of(state: FirmState) -> tuple[FirmAct, ...]:
    """Return what can be recorded of an enterprise in a state."""
    return tuple(act for begun, act in STATES if begun is state)
