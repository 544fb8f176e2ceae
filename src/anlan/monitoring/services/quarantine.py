"""What happens to refused readings: kept as bytes with the reason, then replayed or discarded by a person."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.monitoring.domain.errors import AlreadySettled
from anlan.monitoring.domain.intake import MALFORMED, Refused
from anlan.monitoring.events import QuarantineDiscarded, QuarantineReplayed
from anlan.monitoring.models import Quarantine
from anlan.monitoring.ports import Bus
from anlan.monitoring.selectors import rules
from anlan.monitoring.selectors.quarantine import held_whole, require_handler
from anlan.support import journal

_LONGEST_DETAIL = 300
_FRAME = "frame"  # A device's frame is read again by the protocol that its subject names.


def keep(refused: list[Refused], *, received: datetime) -> None:
    """Put refused readings aside; the oldest go when there are more than the table allows."""
    table = rules.limits()["quarantine"]
    rows = [
        Quarantine(
            source=each.arrival.source,
            subject=each.arrival.subject[:200],
            station=each.arrival.station[:80],
            region=each.region,
            reason=each.reason,
            detail=each.detail[:_LONGEST_DETAIL].replace("\0", "?"),
            count=each.count,
            raw=each.raw[: table["kept_bytes_each"]],
            size=len(each.raw),
            received_at=received,
            digest=_digest(each),
        )
        for each in refused
    ]
    Quarantine.objects.bulk_create(rows, ignore_conflicts=True)
    surplus = Quarantine.objects.order_by("-received_at", "-id").values_list("id", flat=True)[table["kept_rows"] :]
    if surplus:
        Quarantine.objects.filter(id__in=list(surplus)).delete()


def _digest(each: Refused) -> str:
    named = "\0".join((each.arrival.source, each.arrival.subject, each.reason))
    return hashlib.sha256(named.encode() + b"\0" + each.raw).hexdigest()


@transaction.atomic
def replay_quarantined(*, quarantine_id: UUID, bus: Bus, actor: Actor, now: datetime) -> None:
    """Send refused readings to the intake once more, where they are judged by the limits of now."""
    row = _lock(quarantine_id, actor)
    if len(row.raw) < row.size:
        raise InvalidValue(field="raw", value=row.size, rule="kept_whole")
    _settle(row, Quarantine.State.REPLAYED, "")
    event = QuarantineReplayed(subject=f"quarantine:{row.id}", region=row.region, reason=row.reason, count=row.count)
    journal.announce(event, actor=actor, now=now)
    bus.publish(_way(row), bytes(row.raw))


@transaction.atomic
def replay_all(*, reason: str, bus: Bus, actor: Actor, now: datetime) -> int:
    """Send what is held for a reason to the intake once more, the oldest first, as many as go at once; return how many.

    Each is journalled as if it had been replayed by itself. What was too large to be kept whole stays.
    """
    most = rules.limits()["quarantine"]["replayed_at_once"]
    rows = list(held_whole(actor, reason).select_for_update(skip_locked=True)[:most])
    Quarantine.objects.filter(id__in=[row.id for row in rows]).update(state=Quarantine.State.REPLAYED)
    events = [
        QuarantineReplayed(subject=f"quarantine:{row.id}", region=row.region, reason=row.reason, count=row.count)
        for row in rows
    ]
    journal.announce_all(events, actor=actor, now=now)
    for row in rows:
        bus.publish(_way(row), bytes(row.raw))
    return len(rows)


@transaction.atomic
def discard_quarantined(*, quarantine_id: UUID, note: str, actor: Actor, now: datetime) -> None:
    """Discard refused readings, saying why."""
    if not note.strip():
        raise InvalidValue(field="note", value="", rule="not_empty")
    row = _lock(quarantine_id, actor)
    _settle(row, Quarantine.State.DISCARDED, note.strip()[:_LONGEST_DETAIL])
    event = QuarantineDiscarded(
        subject=f"quarantine:{row.id}", region=row.region, reason=row.reason, count=row.count, note=row.note
    )
    journal.announce(event, actor=actor, now=now)


def _way(row: Quarantine) -> str:
    """Return the subject by which refused readings come again: what could not be read as it first came."""
    is_as_sent = row.reason == MALFORMED and row.source not in ("http", "again")
    if row.source == _FRAME or (is_as_sent and row.subject.startswith("ingest.")):
        return row.subject
    if is_as_sent and row.source == "mqtt":
        return f"ingest.mqtt.{row.subject.encode().hex()}"
    return f"ingest.again.{row.station or 'any'}"


def _lock(quarantine_id: UUID, actor: Actor) -> Quarantine:
    row = Quarantine.objects.select_for_update().filter(id=quarantine_id).first()
    require_handler(actor, row)
    if row.state != Quarantine.State.HELD:
        raise AlreadySettled
    return row


def _settle(row: Quarantine, state: Quarantine.State, note: str) -> None:
    row.state, row.note = state, note
    row.save(update_fields=["state", "note"])
