"""Which orders there are, who has them, and what was told about them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When

from anlan.command.domain.errors import NotTheReceiver
from anlan.command.domain.orders import TRANSITIONS as STEPS
from anlan.command.domain.orders import UNDONE, OrderAct, OrderState, Receiver, is_overdue
from anlan.command.models import FeedbackPhoto, Order, OrderFeedback
from anlan.command.selectors.units import units_of
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights

_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An order as others see it; ``is_overdue`` is judged at the time of the question.

    ``waits_for`` are the numbers of the undone orders that must be done first.
    """

    id: UUID
    incident_id: UUID
    incident_title: str
    number: int
    response_id: UUID | None
    task_key: str
    is_exercise: bool
    to_kind: Receiver
    to_id: UUID | None
    to_label: str
    region: str
    text: str
    deadline: datetime
    needs_feedback: bool
    needs_photo: bool
    needs_place: bool
    parent_id: UUID | None
    waits_for: tuple[int, ...]
    state: OrderState
    issued_by: str
    issued_at: datetime
    received_by: str
    received_at: datetime | None
    completed_by: str
    completed_at: datetime | None
    closed_by: str
    closed_at: datetime | None
    close_reason: str
    feedbacks: int
    is_overdue: bool

    @property
    def is_undone(self) -> bool:
        """Tell whether it still has to be done."""
        return self.state in UNDONE

    @property
    def subject(self) -> str:
        """Return the journal's name of the order."""
        return f"order:{self.id}"

    @property
    def ended_at(self) -> datetime | None:
        """Return when its clock stopped: at completion or cancellation."""
        return self.completed_at or self.closed_at


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """A picture of a feedback."""

    id: UUID
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRow:
    """What a receiver told."""

    id: UUID
    order_id: UUID
    text: str
    longitude: float | None
    latitude: float | None
    figures: tuple[tuple[str, int], ...]
    happened_at: datetime
    given_by: str
    given_at: datetime
    photos: tuple[PhotoRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCounts:
    """How the orders of an incident stand."""

    total: int = 0
    waiting: int = 0
    in_hand: int = 0
    completed: int = 0
    verified: int = 0
    cancelled: int = 0
    overdue: int = 0

    @property
    def undone(self) -> int:
        """Return how many still have to be done."""
        return self.waiting + self.in_hand

    @property
    def done(self) -> int:
        """Return how many were done, verified or not."""
        return self.completed + self.verified


def visible_to(actor: Actor) -> Q:
    """Return the filter that keeps the orders of the actor's regions and those to the actor's own team or person."""
    return _widened(rights.within(actor, "command.see"), actor)


def _widened(scope: Q, actor: Actor) -> Q:
    """Return ``scope`` and what is addressed to the actor; an empty scope already holds everything."""
    return scope | _addressed_to(actor) if scope else scope


def _addressed_to(actor: Actor) -> Q:
    condition = Q(pk__in=[])
    units = units_of(actor)
    if units:
        condition |= Q(to_id__in=units, to_kind__in=[Receiver.ORGANISATION.value, Receiver.TEAM.value])
    if actor.person_id:
        condition |= Q(to_id=actor.person_id, to_kind=Receiver.PERSON.value)
    return condition


def is_addressed_to(actor: Actor, order: Order) -> bool:
    """Tell whether the order went to the actor's own organisation, team or person."""
    if order.to_id is None:
        return False
    if order.to_kind == Receiver.PERSON:
        return order.to_id == actor.person_id
    return order.to_id in units_of(actor)


def is_visible(actor: Actor, order: Order) -> bool:
    """Tell whether the actor may know of the order."""
    return rights.may(actor, "command.see", order.region) or is_addressed_to(actor, order)


def may_carry_out(actor: Actor, order: Order) -> bool:
    """Tell whether the actor is the receiver, or an officer of the place where the order is carried out."""
    return is_addressed_to(actor, order) or rights.may(actor, "command.carry_out_orders", order.region)


def may_carry_out_order(actor: Actor, order_id: UUID) -> bool:
    """Tell whether the actor carries out this order."""
    row = Order.objects.filter(id=order_id).first()
    return row is not None and may_carry_out(actor, row)


def require_receiver(actor: Actor, order: Order) -> None:
    """Refuse whoever sees the order but did not get it."""
    if not may_carry_out(actor, order):
        raise NotTheReceiver(to=order.to_label)


def order(actor: Actor, order_id: UUID, now: datetime) -> OrderRow:
    """Return one order, or refuse as if there were none."""
    row = counted(Order.objects.filter(visible_to(actor), id=order_id)).first()
    if row is None:
        raise NotFound(what="order")
    return row_of(row, now)


def orders_of(actor: Actor, incident_id: UUID, now: datetime) -> tuple[OrderRow, ...]:
    """Return an incident's orders that the actor may see: undone first by deadline, then the others by number."""
    rows = counted(Order.objects.filter(visible_to(actor), incident_id=incident_id))
    return tuple(row_of(row, now) for row in _by_urgency(rows))


def tasks_of(actor: Actor, now: datetime, *, is_done: bool = False, limit: int = _PAGE) -> tuple[OrderRow, ...]:
    """Return the orders of open incidents that the actor carries out, the nearest deadline first, or the others."""
    mine = _widened(rights.within(actor, "command.carry_out_orders"), actor)
    rows = counted(Order.objects.filter(mine))
    undone = Q(state__in=[state.value for state in UNDONE], rested_at=None)
    rows = rows.exclude(undone).order_by("-issued_at") if is_done else rows.filter(undone).order_by("deadline", "id")
    return tuple(row_of(row, now) for row in rows[:limit])


def acts_open_to(actor: Actor, order_id: UUID) -> tuple[OrderAct, ...]:
    """Return the acts that the order's state and the actor's rights allow."""
    row = Order.objects.filter(visible_to(actor), id=order_id).first()
    if row is None:
        raise NotFound(what="order")
    commands = (OrderAct.VERIFY, OrderAct.RETURN, OrderAct.CANCEL, OrderAct.EXTEND)
    allowed = [act for (state, act) in STEPS if state == row.state]
    commands_it = rights.may(actor, "command.verify_orders", row.region)
    carries_out = may_carry_out(actor, row)
    return tuple(act for act in allowed if (commands_it if act in commands else carries_out))


def feedback_of(actor: Actor, order_id: UUID) -> tuple[FeedbackRow, ...]:
    """Return what was told about one order, oldest first."""
    if not Order.objects.filter(visible_to(actor), id=order_id).exists():
        raise NotFound(what="order")
    rows = OrderFeedback.objects.filter(order_id=order_id).prefetch_related("photos")
    return tuple(_feedback(row) for row in rows)


def photo(actor: Actor, photo_id: UUID) -> tuple[bytes, str]:
    """Return a picture's bytes and media type, or refuse as if there were none."""
    row = FeedbackPhoto.objects.filter(id=photo_id).select_related("feedback__order").first()
    if row is None or not is_visible(actor, row.feedback.order):
        raise NotFound(what="photo")
    with row.file.open("rb") as file:
        return file.read(), row.media_type


def order_counts(actor: Actor, incident_id: UUID, now: datetime) -> OrderCounts:
    """Return how the orders of an incident stand, in one query."""
    rows = Order.objects.filter(visible_to(actor), incident_id=incident_id).order_by()
    undone = [state.value for state in UNDONE]
    found = rows.aggregate(
        total=Count("id"),
        waiting=Count("id", filter=Q(state=OrderState.ISSUED.value)),
        in_hand=Count("id", filter=Q(state__in=undone[1:])),
        completed=Count("id", filter=Q(state=OrderState.COMPLETED.value)),
        verified=Count("id", filter=Q(state=OrderState.VERIFIED.value)),
        cancelled=Count("id", filter=Q(state=OrderState.CANCELLED.value)),
        overdue=Count("id", filter=Q(state__in=undone, deadline__lt=now)),
    )
    return OrderCounts(**found)


def overdue_count(actor: Actor, now: datetime) -> int:
    """Return how many undone orders of open incidents in the actor's regions are past their deadline."""
    rows = Order.objects.filter(rights.within(actor, "command.see"), deadline__lt=now, rested_at=None)
    return rows.filter(state__in=[state.value for state in UNDONE]).count()


def _by_urgency(rows: QuerySet[Order]) -> QuerySet[Order]:
    undone = When(state__in=[state.value for state in UNDONE], then=Value(0))
    rows = rows.annotate(urgency=Case(undone, default=Value(1), output_field=IntegerField()))
    return rows.order_by("urgency", "deadline", "number")


def counted(rows: QuerySet[Order]) -> QuerySet[Order]:
    """Return the rows with what ``row_of`` asks of them."""
    first = Prefetch("waits_for", queryset=Order.objects.filter(state__in=[state.value for state in UNDONE]))
    return rows.annotate(feedback_count=Count("feedbacks", distinct=True)).prefetch_related(first)


def row_of(row: Order, now: datetime) -> OrderRow:
    """Return an order, counted before, as others see it."""
    special = ("state", "to_kind", "feedbacks", "is_overdue", "waits_for")
    same = {name: getattr(row, name) for name in OrderRow.__slots__ if name not in special}
    state = OrderState(row.state)
    return OrderRow(
        state=state,
        to_kind=Receiver(row.to_kind),
        feedbacks=row.feedback_count,
        waits_for=tuple(sorted(other.number for other in row.waits_for.all())),
        is_overdue=is_overdue(state, row.deadline, now),
        **same,
    )


def _feedback(row: OrderFeedback) -> FeedbackRow:
    return FeedbackRow(
        id=row.id,
        order_id=row.order_id,
        text=row.text,
        longitude=row.place.x if row.place else None,
        latitude=row.place.y if row.place else None,
        figures=tuple((key, value) for key, value in row.figures),
        happened_at=row.happened_at,
        given_by=row.given_by,
        given_at=row.given_at,
        photos=tuple(PhotoRow(id=photo.id, media_type=photo.media_type, size=photo.size) for photo in row.photos.all()),
    )
