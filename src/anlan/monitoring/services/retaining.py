"""Deleting what is kept no longer: readings whose hours and days are rolled up, and hours after ten years.

A quantity's horizon moves first, in a transaction of its own, so that from then on no roll-up takes missing readings
for none; then its readings go, some series at a time, and whole months where every quantity is past them. Killed
anywhere, the next night goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import OperationalError, connection, transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import UTC, in_china
from anlan.monitoring.domain.retention import Retention, retention_of
from anlan.monitoring.events import ReadingsExpired
from anlan.monitoring.models import RawHorizon, Series
from anlan.monitoring.selectors.quantities import quantities
from anlan.monitoring.services.months import forget_months
from anlan.monitoring.services.rolling import day_of
from anlan.support import heartbeats, journal
from anlan.support.jobs import defer
from anlan.support.tables import load_table

_NAME: Final = "retention"
_AT_NIGHT: Final = 3
_SERIES_AT_ONCE: Final = 200
_MONTHS: Final = """
select c.relname, to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' from pg_inherits i
join pg_class c on c.oid = i.inhrelid where i.inhparent = 'monitoring_reading'::regclass order by 1
"""
_YEARS: Final = """
select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
where i.inhparent = 'monitoring_hourvalue'::regclass and right(c.relname, 4)::integer < %s order by 1
"""
_COUNT: Final = """
select count(*) from monitoring_series s join monitoring_reading r on r.series_id = s.id and r.time <= %s
where s.quantity = %s
"""


@dataclass(frozen=True, slots=True)
class Expiring:
    """One quantity's readings that are kept no longer."""

    quantity: str
    horizon: datetime
    count: int


def retention() -> Retention:
    """Return how long readings are kept."""
    return retention_of(load_table("anlan.monitoring", "retention"), quantities())


def expiring(now: datetime) -> Iterator[Expiring]:
    """Yield what would be deleted now, by quantity; nothing is changed."""
    for quantity, horizon in _horizons(now).items():
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [horizon, quantity])
            yield Expiring(quantity, horizon, cursor.fetchone()[0])


def expire_at_night(*, actor: Actor, now: datetime) -> None:
    """Queue the deletion once a night, at three by China time or when somebody next looks."""
    due = in_china(now).replace(hour=_AT_NIGHT, minute=0, second=0, microsecond=0)
    if now >= due and not heartbeats.has_looked_at(_NAME, due):
        with transaction.atomic():
            heartbeats.beat(_NAME, now)
            defer("monitoring.expire_readings")


def expire_readings(*, actor: Actor, now: datetime) -> int:
    """Delete what is kept no longer and tell of it; return how many readings."""
    horizons = _horizons(now)
    _move_horizons(horizons)
    months = _drop_months(horizons)
    years = _drop(_names(_YEARS, [retention().first_year_of_hours(now)]))
    count = sum(_delete(quantity, horizon) for quantity, horizon in horizons.items())
    if count or months or years:
        event = ReadingsExpired(subject="readings", region="", count=count, months=len(months), years=len(years))
        with transaction.atomic():
            journal.announce(event, actor=actor, now=now)
    return count


def _horizons(now: datetime) -> dict[str, datetime]:
    """Return from when on each quantity is kept: never past the first hour or day that is not rolled up."""
    with connection.cursor() as cursor:
        cursor.execute("select min(start) from monitoring_rollmark")
        first = cursor.fetchone()[0]
    used = Series.objects.order_by("quantity").values_list("quantity", flat=True).distinct()
    horizons = {quantity: retention().horizon(quantity, now) for quantity in used}
    return {quantity: min(day_of(first), horizon) if first else horizon for quantity, horizon in horizons.items()}


@transaction.atomic
def _move_horizons(horizons: dict[str, datetime]) -> None:
    known = dict(RawHorizon.objects.select_for_update().values_list("quantity", "kept_since"))
    moved = [
        RawHorizon(quantity=quantity, kept_since=horizon)
        for quantity, horizon in horizons.items()
        if quantity not in known or known[quantity] < horizon
    ]
    RawHorizon.objects.bulk_create(
        moved, update_conflicts=True, unique_fields=["quantity"], update_fields=["kept_since"]
    )


def _drop_months(horizons: dict[str, datetime]) -> list[str]:
    """Drop the months that end before every quantity's horizon."""
    if not horizons:
        return []
    kept = min(horizons.values())
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS)
        past = [name for name, end in cursor.fetchall() if end.replace(tzinfo=UTC) <= kept]
    dropped = _drop(past)
    forget_months()
    return dropped


def _names(statement: str, parameters: list[object]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [name for (name,) in cursor.fetchall()]


def _drop(tables: list[str]) -> list[str]:
    """Drop partitions one by one; one that is in use now is left for the next night."""
    dropped = []
    for table in tables:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("set local lock_timeout = '2s'")
                cursor.execute(f"drop table {table}")
            dropped.append(table)
        except OperationalError:
            continue
    return dropped


def _delete(quantity: str, horizon: datetime) -> int:
    ids = list(Series.objects.filter(quantity=quantity).order_by("id").values_list("id", flat=True))
    count = 0
    for start in range(0, len(ids), _SERIES_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            part = ids[start : start + _SERIES_AT_ONCE]
            cursor.execute("delete from monitoring_reading where series_id = any(%s) and time <= %s", [part, horizon])
            count += cursor.rowcount
    return count
