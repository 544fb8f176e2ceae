"""A maintenance order's life as a table of allowed steps, and what it must say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

LONGEST_TEXT: Final = 500
_OTHER: Final = "other"


class OrderState(StrEnum):
    """Where an order stands."""

    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    CANCELLED = "cancelled"


class OrderAct(StrEnum):
    """What is done with an order."""

    TAKE = "take"
    FINISH = "finish"
    CANCEL = "cancel"


TRANSITIONS: Final[Mapping[tuple[OrderState, OrderAct], OrderState]] = {
    (OrderState.OPEN, OrderAct.TAKE): OrderState.TAKEN,
    (OrderState.OPEN, OrderAct.FINISH): OrderState.DONE,
    (OrderState.OPEN, OrderAct.CANCEL): OrderState.CANCELLED,
    (OrderState.TAKEN, OrderAct.FINISH): OrderState.DONE,
    (OrderState.TAKEN, OrderAct.CANCEL): OrderState.CANCELLED,
}
RUNNING: Final = (OrderState.OPEN, OrderState.TAKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """A fault to be mended: why, who is in charge (a person or an organisation), until when."""

    reason: str
    text: str = ""
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    due_at: datetime | None = None


def after(state: OrderState, act: OrderAct) -> OrderState:
    """Return the state that ``act`` leads to; refuse what the table does not have."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="maintenance order", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def acts_from(state: OrderState) -> tuple[OrderAct, ...]:
    """Return the acts that the table allows from ``state``."""
    return tuple(act for origin, act in TRANSITIONS if origin is state)


def check_order(order: NewOrder, reasons: Mapping[str, str], now: datetime) -> None:
    """Refuse an order by the first field that cannot be."""
    if order.reason not in reasons:
        raise InvalidValue(field="reason", value=order.reason[:40], rule="known_reason")
    check_text("text", order.text, is_needed=order.reason == _OTHER)
    if order.due_at is not None and order.due_at <= now:
        raise InvalidValue(field="due_at", value=order.due_at.isoformat(), rule="in_the_future")


def check_text(field: str, text: str, *, is_needed: bool) -> None:
    """Refuse a text that is too long, or missing where it is needed."""
    if len(text) > LONGEST_TEXT or (is_needed and not text):
        raise InvalidValue(field=field, value=text[:LONGEST_TEXT], rule="1_to_500_characters")


def is_overdue(state: OrderState, due_at: datetime, now: datetime) -> bool:
    """Tell whether an order that still runs is past its time; its last instant belongs to it."""
    return state in RUNNING and now > due_at
