"""Sealing the journal: dense numbers and an SM3 chain over what has committed.

A late commit is never skipped, because the sealer numbers what it can see, not what was written when. Each seal covers
the entry's content and the seal before it (SM3, GB/T 32905-2016), so nothing can be lost, moved or altered unseen.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import orjson
from django.db import connection, transaction
from django.db.models import Max

from anlan.kernel.clock import UTC
from anlan.support.models import JournalEntry

FIRST_SEAL = "0" * 64
_SEALER_LOCK = 7_305_021


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where the chain does not hold: the entry's number and what is wrong."""

    number: int
    reason: str


def seal_of(entry: JournalEntry, number: int, previous: str) -> str:
    """Return the SM3 seal of an entry at its place in the chain, as 64 hexadecimal digits."""
    content = orjson.dumps(
        [
            number,
            previous,
            str(entry.id),
            entry.kind,
            entry.subject,
            entry.region,
            str(entry.incident_id or ""),
            entry.actor_id,
            entry.actor_name,
            str(entry.cause_id or ""),
            entry.is_exercise,
            entry.payload,
            entry.happened_at.astimezone(UTC).isoformat(),
            entry.recorded_at.astimezone(UTC).isoformat(),
        ],
        option=orjson.OPT_SORT_KEYS,
    )
    return hashlib.new("sm3", content).hexdigest()


@transaction.atomic
def seal_committed(*, limit: int = 1000) -> tuple[JournalEntry, ...]:
    """Number and chain up to ``limit`` committed entries, oldest first; return them. Empty if another sealer works."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return ()
    number = JournalEntry.objects.aggregate(last=Max("number"))["last"] or 0
    previous = JournalEntry.objects.values_list("seal", flat=True).get(number=number) if number else FIRST_SEAL
    entries = tuple(JournalEntry.objects.filter(number=None).order_by("recorded_at", "id")[:limit])
    for entry in entries:
        number += 1
        entry.number, entry.previous_seal = number, previous
        entry.seal = previous = seal_of(entry, number, previous)
    JournalEntry.objects.bulk_update(entries, ["number", "previous_seal", "seal"], batch_size=500)
    return entries


def flaws() -> Iterator[Flaw]:
    """Yield every place where the sealed chain does not hold, in order."""
    expected, previous = 1, FIRST_SEAL
    for entry in JournalEntry.objects.exclude(number=None).order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield Flaw(expected, "missing")
            expected = entry.number
        if entry.previous_seal != previous:
            yield Flaw(entry.number, "chain_broken")
        if entry.seal != seal_of(entry, entry.number, entry.previous_seal):
            yield Flaw(entry.number, "altered")
        expected, previous = expected + 1, entry.seal


def sealed_count() -> int:
    """Return how many entries are sealed."""
    return JournalEntry.objects.exclude(number=None).count()


def unsealed_count() -> int:
    """Return how many committed entries the sealer has not reached yet."""
    return JournalEntry.objects.filter(number=None).count()
