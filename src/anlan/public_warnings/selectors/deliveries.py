"""Questions about deliveries: one warning's messages, and what was given up to a person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.models import Delivery
from anlan.support import rights

PAGE = 50


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


def dead_letters(actor: Actor, *, page: int = 1) -> DeliveryPage:
    """Return the messages that were given up, newest first."""
    return _page(actor, page, "-given_up_at", state="given_up")


def deliveries(actor: Actor, warning_id: UUID, *, page: int = 1) -> DeliveryPage:
    """Return the messages of one warning, those in trouble first."""
    return _page(actor, page, "-attempts", warning_id=warning_id)


def dead_letter_count(actor: Actor) -> int:
    """Return how many messages were given up and wait for a person."""
    return _page(actor, 1, "id", state="given_up").total


def _page(actor: Actor, page: int, order: str, **wanted: object) -> DeliveryPage:
    found = Delivery.objects.filter(rights.within(actor, "public_warnings.see_deliveries"), **wanted)
    start = (max(page, 1) - 1) * PAGE
    rows = found.select_related("transmission").defer("transmission__cap_xml", "transmission__area")
    return DeliveryPage(tuple(_row(row) for row in rows.order_by(order, "id")[start : start + PAGE]), found.count())


def _row(row: Delivery) -> DeliveryRow:
    return DeliveryRow(
        headline=row.transmission.headline,
        channel_name=channel(row.channel).name,
        **{name: getattr(row, name) for name in _COPIED},
    )


_COPIED = ("id", "warning_id", "channel", "receiver", "state", "attempts", "last_fault", "queued_at", "sent_at")
_COPIED += ("delivered_at", "given_up_at", "is_exercise")
