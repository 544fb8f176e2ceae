"""Rolling up: hourly and daily values made anew from the readings wherever a mark says that they have changed.

An hour is rolled up when it is over, and again whenever readings of it have come since; a day likewise, from its hours.
A mark goes only if its version is still the one that was seen before the readings were read, so nothing that comes
meanwhile is overlooked. Until then ``selectors.rolled`` answers from the readings themselves. Hours whose readings the
retention has deleted keep what they have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.monitoring.services.marking import BUCKET

_LOCK: Final = 7_305_023
_GRACE: Final = timedelta(minutes=2)
_AT_MOST: Final = timedelta(seconds=0.5)
_BACKLOG: Final = """
select count(*) from (
    select distinct step, start, bucket from monitoring_rollmark
    where (step = 'hour' and start <= %s) or (step = 'day' and start <= %s)
) due
"""
_NEXT: Final = """
select start, bucket from monitoring_rollmark where step = %s and start <= %s order by start, bucket limit 1
"""
_HOURS_OF_A_DAY: Final = """
select start, writer, version from monitoring_rollmark
where step = %s and bucket = %s and start >= %s and start < %s and start <= %s
"""
_ROLL_HOURS: Final = """
with fresh as materialized (
    select s.id, s.quantity, r.* from monitoring_series s cross join lateral (
        select date_trunc('hour', time - interval '1 microsecond', 'UTC') as start, sum(value) as total,
               min(value) as least, max(value) as greatest, (array_agg(value order by time desc))[1] as last,
               count(*) as count, max(time) as newest
        from monitoring_reading where series_id = s.id and time > %(since)s and time <= %(until)s group by 1
    ) r where s.id >= %(first)s and s.id < %(beyond)s and r.start = any(%(starts)s)
), newest as (
    insert into monitoring_latestvalue (series_id, time, value, received)
    select distinct on (f.id) f.id, f.newest, f.last, now() from fresh f
    left join monitoring_latestvalue l on l.series_id = f.id where l.time is null or l.time < f.newest
    order by f.id, f.newest desc
    on conflict (series_id) do update set time = excluded.time, value = excluded.value, received = excluded.received
    where excluded.time > monitoring_latestvalue.time
)
insert into monitoring_hourvalue as h (series_id, start, total, least, greatest, last, count)
select f.id, f.start, f.total, f.least, f.greatest, f.last, f.count
from fresh f left join monitoring_rawhorizon k using (quantity)
where k.kept_since is null or f.start >= k.kept_since
    or not exists (select 1 from monitoring_hourvalue o where o.series_id = f.id and o.start = f.start)
on conflict (series_id, start) do update set total = excluded.total, least = excluded.least,
    greatest = excluded.greatest, last = excluded.last, count = excluded.count
where (h.total, h.least, h.greatest, h.last, h.count)
    is distinct from (excluded.total, excluded.least, excluded.greatest, excluded.last, excluded.count)
"""
_ROLL_DAY: Final = """
insert into monitoring_dayvalue as d (series_id, start, total, least, greatest, last, count)
select s.id, %(since)s, h.* from monitoring_series s cross join lateral (
    select sum(total), min(least), max(greatest), (array_agg(last order by start desc))[1], sum(count) as count
    from monitoring_hourvalue where series_id = s.id and start >= %(since)s and start < %(until)s
) h where s.id >= %(first)s and s.id < %(beyond)s and h.count is not null
on conflict (series_id, start) do update set total = excluded.total, least = excluded.least,
    greatest = excluded.greatest, last = excluded.last, count = excluded.count
where (d.total, d.least, d.greatest, d.last, d.count)
    is distinct from (excluded.total, excluded.least, excluded.greatest, excluded.last, excluded.count)
"""
_MARK_DAY: Final = """
insert into monitoring_rollmark (step, start, bucket, writer) values ('day', %s, %s, 0)
on conflict (step, start, bucket, writer) do update set version = excluded.version
"""
_UNMARK: Final = """
delete from monitoring_rollmark m using (
    select o.start, o.writer, o.version from monitoring_rollmark o
    join unnest(%s::timestamptz[], %s::integer[], %s::bigint[]) seen (start, writer, version)
    using (start, writer, version) where o.step = %s and o.bucket = %s for update of o skip locked
) gone where m.step = %s and m.bucket = %s and (m.start, m.writer, m.version) = (gone.start, gone.writer, gone.version)
"""
_years: set[int] = set()


@dataclass(frozen=True, slots=True)
class _Seen:
    """The marks of one bucket and day that a roll-up has seen before it read the readings."""

    step: str
    bucket: int
    day: datetime
    marks: Sequence[tuple[datetime, int, int]]


def roll_up(*, actor: Actor, now: datetime) -> int:
    """Roll up what is due, oldest first, for about half a second; return how many days' parts were done."""
    began, done = clock.real_now(), 0
    while clock.real_now() - began < _AT_MOST and _roll_next(now):
        done += 1
    return done


def roll_backlog(now: datetime) -> int:
    """Return how many hours and days of buckets are due to be rolled up."""
    with connection.cursor() as cursor:
        cursor.execute(_BACKLOG, [now - _GRACE - timedelta(hours=1), now - _GRACE - timedelta(days=1)])
        return cursor.fetchone()[0]


@transaction.atomic
def _roll_next(now: datetime) -> bool:
    """Roll up one bucket's due hours of one day, or its day; tell whether there was any."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return False
    seen = _seen("hour", now - _GRACE - timedelta(hours=1)) or _seen("day", now - _GRACE - timedelta(days=1))
    if seen is None:
        return False
    (_roll_hours if seen.step == "hour" else _roll_day)(seen)
    _unmark(seen)
    return True


def _seen(step: str, due: datetime) -> _Seen | None:
    """Return the oldest marks that are due, of one bucket and day."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [step, due])
        found = cursor.fetchone()
        if found is None:
            return None
        day, bucket = day_of(found[0]), found[1]
        cursor.execute(_HOURS_OF_A_DAY, [step, bucket, day, day + timedelta(days=1), due])
        return _Seen(step, bucket, day, cursor.fetchall())


def day_of(instant: datetime) -> datetime:
    """Return the midnight in China that begins an instant's day."""
    return clock.in_china(instant).replace(hour=0, minute=0, second=0, microsecond=0)


def _roll_hours(seen: _Seen) -> None:
    starts = sorted({start for start, _writer, _version in seen.marks})
    for year in {start.astimezone(clock.UTC).year for start in starts} - _years:
        _make_year(year)
    span = {"since": starts[0], "until": starts[-1] + timedelta(hours=1), "starts": starts}
    with connection.cursor() as cursor:
        cursor.execute(_ROLL_HOURS, span | _bucket(seen))
        cursor.execute(_MARK_DAY, [seen.day, seen.bucket])


def _roll_day(seen: _Seen) -> None:
    span = {"since": seen.day, "until": seen.day + timedelta(days=1)}
    with connection.cursor() as cursor:
        cursor.execute(_ROLL_DAY, span | _bucket(seen))


def _bucket(seen: _Seen) -> dict[str, int]:
    return {"first": seen.bucket * BUCKET, "beyond": (seen.bucket + 1) * BUCKET}


def _unmark(seen: _Seen) -> None:
    starts, writers, versions = (list(column) for column in zip(*seen.marks, strict=True))
    which = [seen.step, seen.bucket]
    with connection.cursor() as cursor:
        cursor.execute(_UNMARK, [starts, writers, versions, *which, *which])


def _make_year(year: int) -> None:
    """Make the partition of a year's hours unless it is there."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('monitoring_hourvalue_years'))")
        cursor.execute(
            f"create table if not exists monitoring_hourvalue_{year:04d} partition of monitoring_hourvalue"
            f" for values from ('{year:04d}-01-01 00:00:00+00') to ('{year + 1:04d}-01-01 00:00:00+00')"
        )
    transaction.on_commit(lambda: _years.add(year))
