"""Questions about deliveries: one warning's messages, and what was given up to a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.models import Delivery
from anlan.support import rights

PAGE = 50
SEE = "public_warnings.see_deliveries"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One message as pages show it: neither phone number nor confirm link."""

    id: UUID
    warning_id: UUID
    headline: str
    channel: str
    channel_name: str
    receiver: str
    state: str
    attempts: int
    last_fault: str
    queued_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    given_up_at: datetime | None
    is_exercise: bool


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """One page of messages and how many the whole list has."""

    rows: tuple[DeliveryRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFilter:
    """Which messages that no channel delivered are wanted; what is empty does not matter."""

    channel: str = ""
    reason: str = ""
    warning_id: UUID | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """How many messages of one channel have one reason."""

    channel: str
    channel_name: str
    reason: str
    count: int


def letters(actor: Actor, wanted: LetterFilter) -> QuerySet[Delivery]:
    """Return the rows that were given up or did not arrive, as far as the actor may see them."""
    rows = Delivery.objects.filter(rights.within(actor, SEE), given_up_at__isnull=False)
    exact = {"channel": wanted.channel, "last_fault": wanted.reason, "warning_id": wanted.warning_id}
    return rows.filter(**{name: value for name, value in {**exact, "state": wanted.state}.items() if value})


def dead_letters(actor: Actor, wanted: LetterFilter | None = None, *, page: int = 1) -> DeliveryPage:
    """Return the messages that were given up or did not arrive, newest first."""
    return _page(letters(actor, wanted or LetterFilter()), page, "-given_up_at")


def letter_groups(actor: Actor, *, most: int = 20) -> tuple[LetterGroup, ...]:
    """Return the commonest reasons by channel, the most first."""
    rows = letters(actor, LetterFilter()).order_by().values_list("channel", "last_fault").annotate(count=Count("id"))
    return tuple(LetterGroup(key, channel(key).name, why, count) for key, why, count in rows.order_by("-count")[:most])


def letters_to_export(actor: Actor, wanted: LetterFilter) -> Iterator[DeliveryRow]:
    """Yield every message that matches, newest first, without holding them all."""
    rows = _with_headline(letters(actor, wanted)).order_by("-given_up_at", "id")
    yield from (_row(row) for row in rows.iterator(chunk_size=1000))


def deliveries(actor: Actor, warning_id: UUID, *, page: int = 1) -> DeliveryPage:
    """Return the messages of one warning, those in trouble first."""
    return _page(Delivery.objects.filter(rights.within(actor, SEE), warning_id=warning_id), page, "-attempts")


def dead_letter_count(actor: Actor) -> int:
    """Return how many messages were given up, or did not arrive, and wait for a person."""
    return letters(actor, LetterFilter()).count()


def _page(found: QuerySet[Delivery], page: int, order: str) -> DeliveryPage:
    start = (max(page, 1) - 1) * PAGE
    rows = _with_headline(found).order_by(order, "id")[start : start + PAGE]
    return DeliveryPage(tuple(_row(row) for row in rows), found.count())


def _with_headline(found: QuerySet[Delivery]) -> QuerySet[Delivery]:
    return found.select_related("transmission").defer("transmission__cap_xml", "transmission__area")


def _row(row: Delivery) -> DeliveryRow:
    return DeliveryRow(
        headline=row.transmission.headline,
        channel_name=channel(row.channel).name,
        **{name: getattr(row, name) for name in _COPIED},
    )


_COPIED = ("id", "warning_id", "channel", "receiver", "state", "attempts", "last_fault", "queued_at", "sent_at")
_COPIED += ("delivered_at", "given_up_at", "is_exercise")
