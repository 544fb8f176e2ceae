"""What became of messages after their gateway took them: asked for or told, and texts that phones send back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from anlan.kernel import clock
from anlan.people import api as people
from anlan.public_warnings.domain.channels import channel, channels
from anlan.public_warnings.domain.lanes import sending_rules
from anlan.public_warnings.models import Delivery, GatewayReference, InboundText
from anlan.public_warnings.ports import ChannelDown, Heard, Receipt, Sender
from anlan.public_warnings.services.recording import take_receipts

_LONGEST_TEXT: Final = 2000
_DEVICES: Final = frozenset({"loudspeaker", "satellite"})


def read_receipts(*, ids: Iterable[UUID], sender: Sender, now: datetime) -> int:
    """Ask a gateway what has arrived and write it down; a gateway that is down is asked again later."""
    try:
        found = sender.receipts(frozenset(ids))
    except ChannelDown:
        return 0
    count = take_receipts(receipts=found, now=now)
    _tell_devices(found, now)
    return count


def _tell_devices(receipts: Iterable[Receipt], now: datetime) -> None:
    """Write down with each device what it last answered, so that one which never does is found before it is needed."""
    outcomes = {each.id: each.outcome for each in receipts}
    kinds = {key: each.driver for key, each in channels().items() if each.driver in _DEVICES}
    rows = Delivery.objects.filter(id__in=outcomes, channel__in=kinds).values_list("id", "channel", "address")
    answers: dict[str, dict[str, str]] = {}
    for key, of, address in rows if outcomes else ():
        answers.setdefault(kinds[of], {})[address] = outcomes[key]
    for kind, found in answers.items():
        people.note_receipts(kind=kind, answers=found, now=now)


def channels_asked() -> tuple[str, ...]:
    """Return the channels on which a message waits for a receipt that its gateway gives only when asked."""
    asked = (key for key, each in channels().items() if each.receipts == "asked")
    return tuple(key for key in asked if awaiting_receipt(key, limit=1))


def awaiting_receipt(channel: str, *, after: UUID | None = None, limit: int = 500) -> tuple[UUID, ...]:
    """Return messages of a channel whose gateway must be asked what became of them, in the order of their ids."""
    since = clock.real_now() - timedelta(hours=sending_rules()["ask_for_hours"])
    rows = Delivery.objects.filter(channel=channel, is_asked_after=True, claimed_until_real__gt=since)
    if after:
        rows = rows.filter(id__gt=after)
    return tuple(rows.order_by("id").values_list("id", flat=True)[:limit])


class Ear:
    """Writes down what a channel's gateway tells by itself; ``ports.Listener``."""

    def __init__(self, channel: str, now: Callable[[], datetime]) -> None:
        self._channel, self._now = channel, now

    def take_heard(self, heard: Sequence[Heard]) -> frozenset[str]:
        """Write receipts down; return the references that no message has, or has not yet."""
        nameless = [each.reference for each in heard if each.id is None]
        rows = GatewayReference.objects.filter(channel=self._channel, reference__in=nameless)
        ids = dict(rows.values_list("reference", "delivery_id")) if nameless else {}
        found = [(each.id or ids.get(each.reference), each) for each in heard]
        receipts = frozenset(Receipt(key, each.outcome, each.detail) for key, each in found if key)
        take_receipts(receipts=receipts, now=self._now())
        return frozenset(each.reference for key, each in found if key is None)

    def take_reply(self, address: str, text: str, reference: str) -> None:
        """Keep a text that a phone sent; told twice it is kept once."""
        InboundText.objects.get_or_create(
            channel=self._channel,
            reference=reference[:120],
            defaults={
                "address": address[:40],
                "text": text[:_LONGEST_TEXT],
                "received_at": self._now(),
                "is_exercise": channel(self._channel).is_exercise,
            },
        )
