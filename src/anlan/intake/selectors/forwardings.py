"""What departments have to answer, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Avg, Count, QuerySet

from anlan.intake.domain.matters import headline_of
from anlan.intake.models import Forwarding
from anlan.intake.selectors.rules import categories
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights

STATES: Final = ("open", "answered", "returned", "rated")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingRow:
    """A matter at a department."""

    id: UUID
    matter_id: UUID
    number: str
    headline: str
    matter_region: str
    category: str
    organisation_name: str
    region: str
    note: str
    state: str
    forwarded_by: str
    forwarded_at: datetime
    due_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None
    rating: int | None
    rating_note: str
    is_exercise: bool

    @property
    def category_name(self) -> str:
        """Return the category as the table names it."""
        known = categories().get(self.category)
        return known.name if known else self.category

    @property
    def is_open(self) -> bool:
        """Tell whether the department still has to answer."""
        return self.state == "open"

    def is_late(self, now: datetime) -> bool:
        """Tell whether it was, or is, answered after its time; the last moment is still in time."""
        return (self.answered_at if not self.is_open and self.answered_at else now) > self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingFilter:
    """What to list: empty fields filter nothing."""

    state: str = ""
    category: str = ""
    organisation_id: UUID | None = None
    late_at: datetime | None = None
    text: str = ""


def answerable(actor: Actor) -> QuerySet[Forwarding]:
    """Return what went to departments that the actor answers for: the own ones, where the grant names them."""
    roles = rights.roles_by_right()["intake.answer"]
    own = {grant.organisation_id for grant in actor.grants if grant.role in roles}
    rows = Forwarding.objects.filter(rights.within(actor, "intake.answer"))
    return rows if actor.is_system or None in own else rows.filter(organisation_id__in=own)


def to_answer(actor: Actor, *, state: str = "open", limit: int = 200) -> tuple[ForwardingRow, ...]:
    """Return what waits for the actor's department, or what it answered, the nearest end first."""
    rows = answerable(actor).filter(state=state).select_related("matter").order_by("due_at", "id")
    return tuple(row_of(row) for row in rows[:limit])


def forwarding_to_answer(actor: Actor, forwarding_id: UUID) -> ForwardingRow:
    """Return one forwarding of the actor's department, or refuse as if there were none."""
    row = answerable(actor).filter(id=forwarding_id).select_related("matter").first()
    if row is None:
        raise NotFound(what="forwarding")
    return row_of(row)


def forwardings(
    actor: Actor, wanted: ForwardingFilter, *, page: int = 1, size: int = 50
) -> tuple[tuple[ForwardingRow, ...], int]:
    """Return one page of what the desk gave to departments, the nearest end first, and how many there are."""
    rows = _forwarded(actor, wanted)
    start = (max(page, 1) - 1) * size
    return tuple(row_of(row) for row in rows[start : start + size]), rows.count()


def every_forwarding(actor: Actor, wanted: ForwardingFilter) -> Iterator[ForwardingRow]:
    """Yield all that matches."""
    yield from map(row_of, _forwarded(actor, wanted).iterator())


def ratings(actor: Actor) -> tuple[int, float | None]:
    """Return how many answers were rated in the actor's regions, and their mean."""
    rows = _forwarded(actor, ForwardingFilter(state="rated")).order_by()
    found = rows.aggregate(count=Count("id"), mean=Avg("rating"))
    return found["count"], found["mean"]


def _forwarded(actor: Actor, wanted: ForwardingFilter) -> QuerySet[Forwarding]:
    rows = Forwarding.objects.filter(rights.within(actor, "intake.see", "matter__region")).select_related("matter")
    exact = {"state": wanted.state, "category": wanted.category, "organisation_id": wanted.organisation_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.late_at:
        rows = rows.filter(state="open", due_at__lt=wanted.late_at)
    if wanted.text:
        rows = rows.filter(matter__text__icontains=wanted.text)
    return rows.order_by("due_at", "id")


def forwardings_of(matter_id: UUID) -> tuple[ForwardingRow, ...]:
    """Return where a matter went, the latest first; the caller has checked that the reader may see it."""
    rows = Forwarding.objects.filter(matter_id=matter_id).select_related("matter").order_by("-forwarded_at", "-id")
    return tuple(row_of(row) for row in rows)


def row_of(row: Forwarding) -> ForwardingRow:
    """Return a forwarding as others see it."""
    special = ("number", "headline", "matter_region", "is_exercise")
    return ForwardingRow(
        number=row.matter.number,
        headline=headline_of(row.matter.text),
        matter_region=row.matter.region,
        is_exercise=row.matter.is_exercise,
        **{name: getattr(row, name) for name in ForwardingRow.__slots__ if name not in special},
    )
