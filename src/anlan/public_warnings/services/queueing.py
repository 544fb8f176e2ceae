"""What a transmission puts on its way besides calls: its channels' own receivers, and whoever else is to be told.

Rows come in millions, so they are written by COPY, and what they all say is kept once for each language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Final

from django.db import connection, transaction

from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.public_warnings.domain.channels import OWN_PAGES, Channel, require_world
from anlan.public_warnings.domain.lanes import Lane, is_mass, urgency
from anlan.public_warnings.models import Delivery, DeliveryText, MassSending, Transmission
from anlan.public_warnings.services.addressees import Receiver, receivers_of
from anlan.public_warnings.services.ringing import ring
from anlan.public_warnings.services.texts import LANGUAGE, texts_of

_ROWS_AT_ONCE: Final = 5000
_LONGEST_RECEIVER: Final = 120


def queue_deliveries(transmission: Transmission, now: datetime) -> None:
    """Store a delivery for every receiver of every channel, calls left out, and ring for each channel after commit."""
    for entry in transmission.channels:
        channel = require_world(entry["key"], is_exercise=transmission.is_exercise)
        queue_receivers(transmission, channel.key, receivers_of(channel, transmission), lane=Lane.NOTICE, now=now)


@transaction.atomic
def queue_receivers(
    transmission: Transmission, channel: str, receivers: Iterable[Receiver], *, lane: Lane, now: datetime
) -> int:
    """Store a delivery for every receiver whose address the channel does not have yet; return how many.

    Ring after commit. From so many on as the table says, the channel's messages get one journal entry together.
    """
    of = require_world(channel, is_exercise=transmission.is_exercise)
    texts = texts_of(transmission, of)
    have = {address or receiver for address, receiver in _queued(transmission, channel)}
    earlier = len(have)
    fresh = _without_doubles(receivers, have)
    first = next(fresh, None)
    if first is None:
        return 0
    count = _copy(chain((first,), fresh), texts, _Head(transmission, of, urgency(lane, transmission.level), now))
    if is_mass(earlier + count):
        tie(transmission, channel, earlier + count, now)
    if of.driver not in OWN_PAGES:
        ring(channel)
    return count


def _queued(transmission: Transmission, channel: str) -> Iterable[tuple[str, str]]:
    rows = Delivery.objects.filter(warning_id=transmission.warning_id, channel=channel, call_step=None)
    return rows.values_list("address", "receiver")


def _without_doubles(receivers: Iterable[Receiver], have: set[str]) -> Iterator[Receiver]:
    """Yield each receiver whose address did not come before; one address gets one message."""
    for each in receivers:
        key = each.address or each.name
        if key not in have:
            have.add(key)
            yield each


@dataclass(frozen=True, slots=True)
class _Head:
    """What all rows of one queueing have in common."""

    transmission: Transmission
    channel: Channel
    urgency: int
    now: datetime


_COPY: Final = """
copy public_warnings_delivery (id, region, receiver, person_id, address, shared_text_id, transmission_id, warning_id,
    channel, urgency, is_exercise, queued_at, state, next_try_real, sent_at, delivered_at, text, attempts, is_in_doubt,
    is_asked_after, reference, last_fault) from stdin
"""
_NULL: Final = "\\N"


def _copy(receivers: Iterator[Receiver], texts: dict[str, int], head: _Head) -> int:
    """Write the rows; what they share is put together once.

    Receivers may be asked of the database as they come, and a connection in the middle of a COPY waits for itself for
    ever: so they are taken first, thousands at a time, and written then.
    """
    tail, count = _tail(head), 0
    region, main = head.transmission.region, texts[LANGUAGE]
    while batch := list(islice(receivers, _ROWS_AT_ONCE)):
        lines = [
            f"{new_id()}\t{each.region or region}\t{_plain(each.name[:_LONGEST_RECEIVER])}\t{each.person_id or _NULL}\t"
            f"{_plain(each.address)}\t{texts.get(each.language, main)}\t{tail}"
            for each in batch
        ]
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.write("".join(lines))
        count += len(batch)
    return count


def _tail(head: _Head) -> str:
    sent, is_own = head.transmission, head.channel.driver in OWN_PAGES
    done = head.now.isoformat() if is_own else _NULL
    values = (
        sent.id,
        sent.warning_id,
        head.channel.key,
        head.urgency,
        sent.is_exercise,
        head.now.isoformat(),
        "delivered" if is_own else "waiting",
        _NULL if is_own else clock.real_now().isoformat(),
        done,
        done,
        *("", 0, False, False, "", ""),
    )
    return "\t".join(str(value) for value in values) + "\n"


def _plain(text: str) -> str:
    """Return a text as COPY wants it."""
    if "\\" in text or not text.isprintable():
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text


def tie(transmission: Transmission, channel: str, total: int, now: datetime) -> None:
    """Count the channel's messages of this transmission together."""
    mass, is_new = MassSending.objects.get_or_create(
        transmission=transmission,
        channel=channel,
        defaults={
            "warning_id": transmission.warning_id,
            "region": transmission.region,
            "is_exercise": transmission.is_exercise,
            "total": total,
            "queued_at": now,
        },
    )
    if not is_new:
        MassSending.objects.filter(id=mass.id).update(total=total, finished_at=None)
    DeliveryText.objects.filter(transmission=transmission, channel=channel).update(mass_sending=mass)
