"""Agreement and capacity reserves: when a contract can be called up, for how much, and until when it comes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from anlan.kernel.errors import AnlanError, ErrorClass, TransitionNotAllowed

AGREEMENTS: Final = "agreements"
CAPACITIES: Final = "capacities"
RESERVES: Final = (AGREEMENTS, CAPACITIES)


class CallUpState(StrEnum):
    """Where a call-up stands."""

    CALLED = "called"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class CallUpAct(StrEnum):
    """What may be done to a call-up."""

    RECEIVE = "receive"
    CANCEL = "cancel"


CALL_UP_STEPS: Final[Mapping[tuple[CallUpState, CallUpAct], CallUpState]] = {
    (CallUpState.CALLED, CallUpAct.RECEIVE): CallUpState.RECEIVED,
    (CallUpState.CALLED, CallUpAct.CANCEL): CallUpState.CANCELLED,
}


class ContractNotInForce(AnlanError):
    """A contract has not begun, has ended, or its supplier cannot deliver now: ``reserve``."""

    code = "readiness.contract_not_in_force"
    message = "The contract of %(reserve)s is not in force now: it has not begun, has ended, or is out of use."
    error_class = ErrorClass.CONFLICT


class MoreThanReserved(AnlanError):
    """More is called up than the contract still gives: ``reserve``, ``left``, ``wanted``, ``unit``."""

    code = "readiness.more_than_reserved"
    message = "%(reserve)s still gives %(left)s %(unit)s; %(wanted)s cannot be called up."
    error_class = ErrorClass.CONFLICT


class ReserveOutOfReach(AnlanError):
    """A reserve cannot deliver to the store: ``reserve``."""

    code = "readiness.reserve_out_of_reach"
    message = "%(reserve)s cannot deliver there: one of the two is invented, or the request wants other goods."
    error_class = ErrorClass.CONFLICT


@dataclass(frozen=True, slots=True)
class Called:
    """A call-up of a reserve: what was called, and what came of it."""

    state: CallUpState
    quantity: Decimal
    received: Decimal | None = None

    @property
    def counted(self) -> Decimal:
        """How much of the contract it uses up: what came, else what is to come."""
        if self.state is CallUpState.CANCELLED:
            return Decimal(0)
        return self.quantity if self.received is None else self.received


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A reserve's figures: a whole ``quantity`` for an agreement, ``per_day`` for a capacity; hours until the first."""

    name: str
    item: str
    lead_hours: float
    begins_on: date
    ends_on: date
    quantity: Decimal | None = None
    per_day: Decimal | None = None

    def is_in_force(self, today: date) -> bool:
        """Tell whether it can be called up today; both its first and its last day count."""
        return self.begins_on <= today <= self.ends_on


def call_up_after(state: str, act: CallUpAct) -> CallUpState:
    """Return the state that ``act`` leads to; refuse what the table does not have."""
    key = (CallUpState(state), act)
    if key not in CALL_UP_STEPS:
        raise TransitionNotAllowed(what="call_up", state=state, act=act.value)
    return CALL_UP_STEPS[key]


def left_of(contract: Contract, called: Iterable[Called]) -> Decimal | None:
    """Return how much an agreement still gives; a capacity has no end but its time: None."""
    if contract.quantity is None:
        return None
    return contract.quantity - sum((each.counted for each in called), Decimal(0))


def due_at(contract: Contract, called: Iterable[Called], wanted: Decimal, now: datetime) -> datetime:
    """Return when a call-up comes: after the lead time, and what a line makes, after what it has still to make."""
    hours = contract.lead_hours
    if contract.per_day:
        waiting = sum((each.quantity for each in called if each.state is CallUpState.CALLED), Decimal(0))
        hours += float((waiting + wanted) / contract.per_day) * 24
    return now + timedelta(hours=hours)
