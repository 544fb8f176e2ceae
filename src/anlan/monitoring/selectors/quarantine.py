"""Questions about refused readings."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Length

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import RegionLevel, level_of
from anlan.monitoring.models import Quarantine
from anlan.support.rights import may, regions_of, require, within

_RIGHT = "monitoring.handle_quarantine"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineRow:
    """Refused readings of one message, as the list and the detail page show them."""

    id: UUID
    source: str
    subject: str
    station: str
    region: str
    reason: str
    detail: str
    count: int
    size: int
    state: str
    note: str
    received_at: datetime
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinePage:
    """One page of the list, and how many messages are held for each reason."""

    rows: tuple[QuarantineRow, ...]
    total: int
    held_by_reason: tuple[tuple[str, int, int], ...]


def _visible(actor: Actor) -> Q:
    """Rows of the actor's regions; those whose station nobody knows are for the prefecture and above."""
    regions = regions_of(actor, _RIGHT)
    if "" in regions:
        return Q()
    nobodys = Q(region="") if any(level_of(region) <= RegionLevel.PREFECTURE for region in regions) else Q(pk__in=[])
    return within(actor, _RIGHT) | nobodys


def held_whole(actor: Actor, reason: str) -> QuerySet[Quarantine]:
    """Return what is held for a reason and kept whole, the oldest first; refuse who may not handle any of it."""
    if not regions_of(actor, _RIGHT):
        require(actor, _RIGHT, "")
    whole = Quarantine.objects.annotate(kept=Length("raw")).filter(_visible(actor), kept=F("size"))
    return whole.filter(state=Quarantine.State.HELD, reason=reason).order_by("received_at", "id")


def quarantine_page(actor: Actor, *, state: str, reason: str, start: int, size: int) -> QuarantinePage:
    """Return refused messages, newest first."""
    visible = Quarantine.objects.filter(_visible(actor))
    rows = visible.filter(state=state) if state else visible
    rows = rows.filter(reason=reason) if reason else rows
    counts = visible.filter(state=Quarantine.State.HELD).values_list("reason").annotate(Count("id"), Sum("count"))
    newest = rows.order_by("-received_at", "-id").defer("raw")[start : start + size]
    return QuarantinePage(
        rows=tuple(_row(row, b"") for row in newest),
        total=rows.count(),
        held_by_reason=tuple(counts.order_by("-id__count", "reason")),
    )


def held_count(actor: Actor) -> int:
    """Return how many refused messages wait for the actor."""
    return Quarantine.objects.filter(_visible(actor), state=Quarantine.State.HELD).count()


def quarantined(actor: Actor, quarantine_id: UUID) -> QuarantineRow:
    """Return one refused message with its bytes."""
    row = _one(Quarantine.objects.filter(_visible(actor)), quarantine_id)
    return _row(row, bytes(row.raw))


def require_handler(actor: Actor, row: Quarantine | None) -> None:
    """Refuse as if there were no such message, unless the actor may handle it."""
    regions = regions_of(actor, _RIGHT)
    is_unplaced = row is not None and row.region == ""
    may_unplaced = any(level_of(region) <= RegionLevel.PREFECTURE for region in regions)
    if row is None or not (may(actor, _RIGHT, row.region) or (is_unplaced and may_unplaced)):
        raise NotFound(what="quarantine")


def _one(rows: QuerySet[Quarantine], quarantine_id: UUID) -> Quarantine:
    row = rows.filter(id=quarantine_id).first()
    if row is None:
        raise NotFound(what="quarantine")
    return row


def _row(row: Quarantine, raw: bytes) -> QuarantineRow:
    return QuarantineRow(
        id=row.id,
        source=row.source,
        subject=row.subject,
        station=row.station,
        region=row.region,
        reason=row.reason,
        detail=row.detail,
        count=row.count,
        size=row.size,
        state=row.state,
        note=row.note,
        received_at=row.received_at,
        raw=raw,
    )
