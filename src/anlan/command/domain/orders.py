"""The life of an order as a table, its deadline, and what an order and a feedback must carry."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.command.domain.errors import FeedbackMissing, PhotoMissing
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
    response_id: UUID | None = None
    task_key: str = ""
    token: UUID | None = None


def check_order(order: NewOrder, now: datetime) -> None:
    """Refuse an order without a receiver or a text, or with a deadline that is past or absurd."""
    if not order.to_label.strip() or len(order.to_label) > _LONGEST_LABEL:
        raise InvalidValue(field="to", value=order.to_label[:40], rule="1_to_120_characters")
    if not order.text.strip() or len(order.text) > _LONGEST_TEXT:
        raise InvalidValue(field="text", value=order.text[:40], rule="1_to_2000_characters")
    if not now < order.deadline <= now + _FARTHEST_DEADLINE:
        raise InvalidValue(field="deadline", value=order.deadline.isoformat(), rule="after_now_within_90_days")


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
        return not (self.text.strip() or self.figures or self.photos)


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


def check_place(longitude: float, latitude: float) -> None:
    """Refuse a point that is not on the earth."""
    if not (math.isfinite(longitude) and -180 <= longitude <= 180):
        raise InvalidValue(field="longitude", value=longitude, rule="-180_to_180")
    if not (math.isfinite(latitude) and -90 <= latitude <= 90):
        raise InvalidValue(field="latitude", value=latitude, rule="-90_to_90")


def check_completion(*, needs_feedback: bool, needs_photo: bool, feedbacks: int, photos: int) -> None:
    """Refuse to complete an order that still lacks the feedback or the picture it asked for."""
    if needs_feedback and feedbacks == 0:
        raise FeedbackMissing
    if needs_photo and photos == 0:
        raise PhotoMissing
