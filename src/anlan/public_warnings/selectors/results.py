"""How the messages of a warning stand, channel by channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.models import Delivery, MassSending
from anlan.public_warnings.selectors.transmissions import transmission


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelResult:
    """How the messages of one channel stand.

    ``sent``: with the gateway, and no word of them yet; of these the ``unconfirmed`` have waited too long for one.
    """

    channel: str
    name: str
    total: int
    waiting: int
    sent: int
    delivered: int
    undelivered: int
    unconfirmed: int
    given_up: int
    last_fault: str


def channel_results(actor: Actor, warning_id: UUID) -> tuple[ChannelResult, ...]:
    """Return how each channel of a transmission stands; mass sendings are counted already, all others in one query."""
    sent, now = transmission(actor, warning_id), clock.now()
    mass = {row.channel: _of_mass(row, now) for row in MassSending.objects.filter(warning_id=warning_id)}
    keys = [key for key, _ in sent.channels if key not in mass]
    rows = Delivery.objects.filter(warning_id=warning_id, channel__in=keys).order_by().values("channel")
    counts = {row["channel"]: row for row in rows.annotate(**_COUNTS, unconfirmed=Count("id", filter=_late(keys, now)))}
    faults = dict(
        Delivery.objects.filter(warning_id=warning_id, channel__in=keys)
        .exclude(last_fault="")
        .order_by("queued_at")
        .values_list("channel", "last_fault")
    )
    return tuple(
        ChannelResult(
            **{**_NOTHING, **counts.get(key, {}), **mass.get(key, {}), "channel": key},
            name=name,
            last_fault=faults.get(key, ""),
        )
        for key, name in sent.channels
    )


def _late(keys: list[str], now: datetime) -> Q:
    """Return the condition of messages that have waited too long for a receipt."""
    late = Q(pk=None)
    for key in keys:
        if (of := channel(key)).receipts != "none":
            late |= Q(channel=key, state="sent", sent_at__lt=now - timedelta(minutes=of.unconfirmed_minutes))
    return late


def _of_mass(row: MassSending, now: datetime) -> dict[str, Any]:
    """Return the counts of a mass sending; its open ones are late when the whole of it has waited too long."""
    is_open = row.sent - row.delivered - row.undelivered
    of = channel(row.channel)
    limit = timedelta(minutes=of.unconfirmed_minutes)
    is_late = of.receipts != "none" and row.finished_at is not None and row.finished_at < now - limit
    return {
        "total": row.total,
        "waiting": row.total - row.sent - row.given_up,
        "sent": is_open,
        "delivered": row.delivered,
        "undelivered": row.undelivered,
        "unconfirmed": is_open if is_late else 0,
        "given_up": row.given_up,
    }


_COUNTS: Final = {
    "total": Count("id"),
    "waiting": Count("id", filter=Q(state__in=("waiting", "sending"))),
    "sent": Count("id", filter=Q(state="sent")),
    "delivered": Count("id", filter=Q(state__in=("delivered", "by_hand"))),
    "undelivered": Count("id", filter=Q(state="undelivered")),
    "given_up": Count("id", filter=Q(state="given_up")),
}
_NOTHING: Final = dict.fromkeys((*_COUNTS, "unconfirmed"), 0)
