"""The life of an order as a table, its deadline, and what an order and a feedback must carry."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.command.domain.errors import FeedbackMissing, ForerunnersUndone, PartsUndone, PhotoMissing, PlaceMissing
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

_LONGEST_TEXT: Final = 2000
_LONGEST_LABEL: Final = 120
_FARTHEST_DEADLINE: Final = timedelta(days=90)
_CLOCK_SKEW: Final = timedelta(minutes=10)


class OrderState(StrEnum):
    """Where an order stands."""

    ISSUED = "issued"
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


class OrderAct(StrEnum):
    """What may be done to an order; ``RETURN`` sends a completion back to its receiver."""

    RECEIVE = "receive"
    FEED_BACK = "feed_back"
    COMPLETE = "complete"
    VERIFY = "verify"
    RETURN = "return"
    CANCEL = "cancel"
    EXTEND = "extend"


class Receiver(StrEnum):
    """What sort of receiver an order goes to."""

    ORGANISATION = "organisation"
    TEAM = "team"
    PERSON = "person"


UNDONE: Final = (OrderState.ISSUED, OrderState.RECEIVED, OrderState.IN_PROGRESS)

TRANSITIONS: Final = {
    (OrderState.ISSUED, OrderAct.RECEIVE): OrderState.RECEIVED,
    (OrderState.RECEIVED, OrderAct.FEED_BACK): OrderState.IN_PROGRESS,
    (OrderState.IN_PROGRESS, OrderAct.FEED_BACK): OrderState.IN_PROGRESS,
    (OrderState.RECEIVED, OrderAct.COMPLETE): OrderState.COMPLETED,
    (OrderState.IN_PROGRESS, OrderAct.COMPLETE): OrderState.COMPLETED,
    (OrderState.COMPLETED, OrderAct.VERIFY): OrderState.VERIFIED,
    (OrderState.COMPLETED, OrderAct.RETURN): OrderState.IN_PROGRESS,
    **{(state, OrderAct.CANCEL): OrderState.CANCELLED for state in UNDONE},
    **{(state, OrderAct.EXTEND): state for state in UNDONE},
}


def after(state: OrderState, act: OrderAct) -> OrderState:
    """Return the state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in TRANSITIONS:
        raise TransitionNotAllowed(what="order", state=state.value, act=act.value)
    return TRANSITIONS[state, act]


def is_overdue(state: OrderState, deadline: datetime, now: datetime) -> bool:
    """Tell whether an undone order's deadline has passed; the deadline itself is still in time."""
    return state in UNDONE and now > deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """An order to be issued; ``task_key`` names the plan's task that it comes from, ``token`` one press of a button."""

    incident_id: UUID
    to_kind: Receiver
    to_id: UUID | None
    to_label: str
    region: str
    text: str
    deadline: datetime
    needs_feedback: bool = True
    needs_photo: bool = False
    needs_place: bool = False
    response_id: UUID | None = None
    task_key: str = ""
    token: UUID | None = None
    parent_id: UUID | None = None
    after: tuple[UUID, ...] = ()


def check_order(order: NewOrder, now: datetime) -> None:
    """Refuse an order without a receiver or a text, or with a deadline that is past or absurd."""
    if not order.to_label.strip() or len(order.to_label) > _LONGEST_LABEL:
        raise InvalidValue(field="to", value=order.to_label[:40], rule="1_to_120_characters")
    if not order.text.strip() or len(order.text) > _LONGEST_TEXT:
        raise InvalidValue(field="text", value=order.text[:40], rule="1_to_2000_characters")
    check_deadline(order.deadline, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture as it came from the phone."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What the receiver of an order tells: words, figures, a place, the time it speaks of, pictures."""

    text: str = ""
    happened_at: datetime | None = None
    place: tuple[float, float] | None = None
    figures: tuple[tuple[str, int], ...] = ()
    photos: tuple[Photo, ...] = ()
    token: UUID | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether it says nothing at all."""
        return not (self.text.strip() or self.figures or self.photos or self.place)


def check_feedback(feedback: Feedback, now: datetime) -> None:
    """Refuse feedback that says nothing, speaks of the future, or names a place off the earth."""
    if feedback.is_empty or len(feedback.text) > _LONGEST_TEXT:
        raise InvalidValue(field="text", value=feedback.text[:40], rule="1_to_2000_characters")
    if feedback.happened_at is not None and feedback.happened_at > now + _CLOCK_SKEW:
        raise InvalidValue(field="happened_at", value=feedback.happened_at.isoformat(), rule="not_in_the_future")
    if feedback.place is not None:
        check_place(*feedback.place)
    for key, value in feedback.figures:
        if value < 0:
            raise InvalidValue(field=key, value=value, rule="not_negative")


def is_late_word(state: OrderState, *, ended_at: datetime | None, said: datetime | None) -> bool:
    """Tell whether feedback on an ended order was said before its end, on a phone that had no link."""
    return state not in UNDONE and said is not None and ended_at is not None and said <= ended_at


def check_place(longitude: float, latitude: float) -> None:
    """Refuse a point that is not on the earth."""
    if not (math.isfinite(longitude) and -180 <= longitude <= 180):
        raise InvalidValue(field="longitude", value=longitude, rule="-180_to_180")
    if not (math.isfinite(latitude) and -90 <= latitude <= 90):
        raise InvalidValue(field="latitude", value=latitude, rule="-90_to_90")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What has been given of what an order asks for, and which other orders stand in its way."""

    feedbacks: int
    photos: int
    places: int
    parts: tuple[int, ...] = ()
    waits_for: tuple[int, ...] = ()


def check_completion(*, needs_feedback: bool, needs_photo: bool, needs_place: bool, given: Given) -> None:
    """Refuse to complete an order that lacks a proof it asked for, or whose parts or forerunners are undone."""
    if given.waits_for:
        raise ForerunnersUndone(numbers=listed(given.waits_for))
    if given.parts:
        raise PartsUndone(numbers=listed(given.parts))
    if needs_feedback and given.feedbacks == 0:
        raise FeedbackMissing
    if needs_photo and given.photos == 0:
        raise PhotoMissing
    if needs_place and given.places == 0:
        raise PlaceMissing


def listed(numbers: tuple[int, ...]) -> str:
    """Return order numbers as they are written in a sentence."""
    return ", ".join(str(number) for number in sorted(numbers))


def moment_told(said: datetime | None, *, issued_at: datetime, now: datetime) -> datetime:
    """Return when an act happened by its doer's word, never before the order nor after the word itself."""
    return now if said is None else min(max(said, issued_at), now)


def check_deadline(deadline: datetime, now: datetime) -> None:
    """Refuse a deadline that is past or absurd."""
    if not now < deadline <= now + _FARTHEST_DEADLINE:
        raise InvalidValue(field="deadline", value=deadline.isoformat(), rule="after_now_within_90_days")
