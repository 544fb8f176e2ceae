"""Stock that a tank gauge or a scale gives, and what falls due by the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.major_hazards.domain.errors import SeriesNotNamed
from anlan.major_hazards.domain.units import Cause, Result, held_by_sensor, is_worth_a_line
from anlan.major_hazards.events import DueTold
from anlan.major_hazards.models import Stock, Unit
from anlan.major_hazards.selectors.tables import rules
from anlan.major_hazards.services.reckoning import locked, reckon, result_now, tell
from anlan.major_hazards.services.units import stock_of
from anlan.monitoring import api as monitoring
from anlan.support import journal

_MOST_FACTOR = Decimal(100_000_000)
_DUE_AT_ONCE = 200
_Latest = dict[tuple[UUID, str], tuple[datetime, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Which series gives a quantity: tonnes are the reading times ``factor`` plus ``offset``."""

    station_code: str
    quantity: str = ""
    factor: Decimal = Decimal(1)
    offset: Decimal = Decimal(0)


@transaction.atomic
def link_series(*, unit_id: UUID, stock_id: UUID, link: Link, actor: Actor, now: datetime) -> None:
    """Let a series give the quantity of a substance from now on."""
    unit = locked(unit_id, actor)
    row = stock_of(unit, stock_id)
    for name, value in (("factor", link.factor), ("offset", link.offset)):
        if not value.is_finite() or abs(value) > _MOST_FACTOR:
            raise InvalidValue(field=name, value=str(value)[:20], rule="a_number")
    if link.factor == 0:
        raise InvalidValue(field="factor", value="0", rule="not_zero")
    result_now(unit)
    station = monitoring.station_by_code(actor, link.station_code.strip(), now=now)
    fitting = [each for each in station.series if link.quantity in ("", each.quantity)]
    if len(fitting) != 1:
        raise SeriesNotNamed(station=station.row.code)
    row.station_id, row.station_code, row.quantity_key = station.row.id, station.row.code, fitting[0].quantity
    row.factor, row.offset, row.read_at, row.look_at = link.factor, link.offset, None, now
    row.save()
    text = f"{row.substance or row.classes}: {row.station_code} {row.quantity_key} x {row.factor.normalize():f}"
    tell(unit, "series", text, actor=actor, now=now)


@transaction.atomic
def unlink_series(*, unit_id: UUID, stock_id: UUID, actor: Actor, now: datetime) -> None:
    """Let a quantity be written by hand again; it stays as it is."""
    unit = locked(unit_id, actor)
    row = stock_of(unit, stock_id)
    if row.station_id is None:
        return
    row.station_id, row.station_code, row.quantity_key, row.look_at = None, "", "", None
    row.save()
    tell(unit, "series", f"{row.substance or row.classes}: -", actor=actor, now=now)


@transaction.atomic
def follow_sensors(*, actor: Actor, now: datetime) -> int:
    """Take what sensors say of stock that is to be looked at; reckon where it changed; return how many units did."""
    table = rules()["sensor"]
    due = Stock.objects.filter(station_id__isnull=False, look_at__lte=now).order_by("look_at")
    rows = list(due.select_for_update(skip_locked=True)[: table["batch"]])
    if not rows:
        return 0
    latest = monitoring.latest_values(SYSTEM, {row.station_id for row in rows if row.station_id})
    Stock.objects.filter(id__in=[row.id for row in rows]).update(look_at=now + timedelta(seconds=table["look_seconds"]))
    changed: dict[UUID, list[Stock]] = {}
    for row in rows:
        if _takes_up(row, latest):
            changed.setdefault(row.unit_id, []).append(row)
    least = Decimal(table["least_share"])
    return sum(_refill(unit_id, stock, least, actor, now) for unit_id, stock in sorted(changed.items()))


def _takes_up(row: Stock, latest: _Latest) -> bool:
    """Put a newer reading into a row; tell whether the quantity became another."""
    if row.station_id is None or (row.station_id, row.quantity_key) not in latest:
        return False
    at, value = latest[row.station_id, row.quantity_key]
    quantity = held_by_sensor(value, row.factor, row.offset)
    if quantity is None or (row.read_at and at <= row.read_at):
        return False
    is_other = quantity != row.quantity
    row.quantity, row.read_at = quantity, at
    return is_other


def _refill(unit_id: UUID, stock: Sequence[Stock], least: Decimal, actor: Actor, now: datetime) -> bool:
    unit = Unit.objects.select_for_update().get(id=unit_id)
    before: Result = result_now(unit)
    point = transaction.savepoint()
    for row in stock:
        changed = {"quantity": row.quantity, "read_at": row.read_at, "changed_at": row.read_at, "changed_by": ""}
        Stock.objects.filter(id=row.id).update(**changed)
    if not is_worth_a_line(before, result_now(unit), least):
        transaction.savepoint_rollback(point)
        return False
    transaction.savepoint_commit(point)
    return reckon(unit, Cause.SERIES, actor=actor, now=now)


@transaction.atomic
def tell_dues(*, actor: Actor, now: datetime) -> int:
    """Tell once of each identification and filing whose last day has passed; return of how many."""
    today = in_china(now).date()
    rows = Unit.objects.select_for_update(skip_locked=True).filter(due_told=False, due_on__lt=today)
    late = list(rows.order_by("due_on")[:_DUE_AT_ONCE])
    if not late:
        return 0
    events = [
        DueTold(
            subject=f"unit:{row.id}",
            region=row.region,
            unit_id=row.id,
            name=row.name,
            what=row.due_what,
            due_on=row.due_on.isoformat() if row.due_on else "",
        )
        for row in late
    ]
    journal.announce_all(events, actor=actor, now=now)
    Unit.objects.filter(id__in=[row.id for row in late]).update(due_told=True)
    return len(late)
