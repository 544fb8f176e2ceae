"""Writing readings: binary COPY into a temporary table, then an insert that ignores what is already stored."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from anlan.kernel import clock
from anlan.monitoring.domain.watch import Readings

_POSTGRES_EPOCH = 946_684_800_000_000
_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"
_ROW = np.dtype(
    [
        ("fields", ">i2"),
        ("n1", ">i4"),
        ("number", ">i4"),
        ("n2", ">i4"),
        ("series", ">i4"),
        ("n3", ">i4"),
        ("time", ">i8"),
        ("n4", ">i4"),
        ("value", ">f8"),
    ]
)
_OUT = np.dtype(
    [
        ("fields", ">i2"),
        ("n1", ">i4"),
        ("series", ">i4"),
        ("n2", ">i4"),
        ("time", ">i8"),
        ("n3", ">i4"),
        ("value", ">f8"),
    ]
)
_TEMPORARY = """
create temp table if not exists incoming_reading
    (number integer, series_id integer, time timestamptz, value double precision) on commit delete rows
"""
_INSERT = """
insert into monitoring_reading (series_id, time, value, quality, received)
select series_id, time, value, 0, %s from incoming_reading on conflict (series_id, time) do nothing
"""
_KNOWN_BEFORE = """
select i.number, r.value <> i.value
from incoming_reading i join monitoring_reading r using (series_id, time) where r.received <> %s
"""
_LATEST = """
insert into monitoring_latestvalue (series_id, time, value, received)
select distinct on (series_id) series_id, time, value, %s from incoming_reading order by series_id, time desc
on conflict (series_id) do update set time = excluded.time, value = excluded.value, received = excluded.received
where excluded.time > monitoring_latestvalue.time
"""
_known_months: set[str] = set()
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Moments:
    """Gives each batch an instant of its own in real time, by which its rows are told from those stored before."""

    last: datetime = _LONG_AGO

    def next(self) -> datetime:
        self.last = max(clock.real_now(), self.last + timedelta(microseconds=1))
        return self.last


_moments = _Moments()


def store(readings: Readings) -> tuple[NDArray[np.bool_], list[int]]:
    """Store readings in the running transaction, each (series, time) once, and each series' latest value.

    Return which of them are new, and the indexes of those that contradict a value already stored. Of readings with
    the same series and time in one batch the first counts.
    """
    if not len(readings.times):
        return np.zeros(0, dtype=bool), []
    _make_months(readings.times)
    repeated, contradicting = _repeats(readings)
    once = np.flatnonzero(~repeated)
    received = _moments.next()
    with connection.cursor() as cursor:
        cursor.execute(_TEMPORARY)
        with cursor.copy("copy incoming_reading from stdin (format binary)") as copy:
            copy.write(_copy_bytes(readings, once))
        cursor.execute(_INSERT, [received])
        known: list[int] = []
        if cursor.rowcount < len(once):
            cursor.execute(_KNOWN_BEFORE, [received])
            rows = cursor.fetchall()
            known = [number for number, _differs in rows]
            contradicting += [number for number, differs in rows if differs]
        cursor.execute(_LATEST, [received])
        if connection.savepoint_ids:  # Inside a greater transaction the next batch comes before any commit.
            cursor.execute("truncate incoming_reading")
    is_new = ~repeated
    is_new[known] = False
    return is_new, sorted(contradicting)


def forget(series_ids: list[int]) -> None:
    """Delete all readings of series that are removed."""
    with connection.cursor() as cursor:
        cursor.execute("delete from monitoring_reading where series_id = any(%s)", [series_ids])


def _repeats(readings: Readings) -> tuple[NDArray[np.bool_], list[int]]:
    """Return which readings repeat an earlier one of the batch, and which of those with another value."""
    order = np.lexsort((readings.times, readings.series))
    same = (np.diff(readings.series[order]) == 0) & (np.diff(readings.times[order]) == 0)
    repeated = np.zeros(len(order), dtype=bool)
    repeated[order[1:][same]] = True
    first = np.maximum.accumulate(np.where(np.append(True, ~same), np.arange(len(order)), 0))
    differs = readings.values[order] != readings.values[order[first]]
    return repeated, order[differs].tolist()


def stored_between(since: datetime, until: datetime) -> Readings:
    """Return all stored readings after ``since`` and not after ``until``, fetched as one binary COPY."""
    query = """copy (select series_id, time, value from monitoring_reading where time > %s and time <= %s)
               to stdout (format binary)"""
    with connection.cursor() as cursor, cursor.copy(query, [since, until]) as copy:
        data = b"".join(copy)
    count = (len(data) - len(_HEADER)) // _OUT.itemsize
    rows = np.frombuffer(data, dtype=_OUT, offset=len(_HEADER), count=count)
    times = rows["time"].astype(np.int64) + _POSTGRES_EPOCH
    return Readings(rows["series"].astype(np.int32), times, rows["value"].astype(np.float64))


def _copy_bytes(readings: Readings, picked: NDArray[np.int64]) -> bytes:
    rows = np.empty(len(picked), dtype=_ROW)
    rows["fields"], rows["n1"], rows["n2"], rows["n3"], rows["n4"] = 4, 4, 4, 8, 8
    rows["number"] = picked
    rows["series"] = readings.series[picked]
    rows["time"] = readings.times[picked] - _POSTGRES_EPOCH
    rows["value"] = readings.values[picked]
    return _HEADER + rows.tobytes() + _TRAILER


def _make_months(times: NDArray[np.int64]) -> None:
    first, last = np.array([times.min(), times.max()]).astype("datetime64[us]").astype("datetime64[M]")
    for month in np.arange(first, last + 1).astype(str).tolist():
        if month not in _known_months:
            make_month(month)


def make_month(month: str) -> None:
    """Make the partition of a month (``2020-06``, in UTC) unless it is there.

    It is remembered only after commit, so that a rolled-back one is made again.
    """
    year, number = (int(part) for part in month.split("-"))
    start = datetime(year, number, 1, tzinfo=UTC)
    end = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    table = f"monitoring_reading_{year:04d}_{number:02d}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('monitoring_reading_months'))")
        cursor.execute("select to_regclass(%s)", [table])
        if cursor.fetchone()[0] is None:
            cursor.execute(
                f"create table {table} partition of monitoring_reading for values from ('{start}') to ('{end}')"
            )
    transaction.on_commit(lambda: _known_months.add(month))


def month_of(instant: datetime) -> str:
    """Return the name of an instant's month in UTC."""
    return f"{instant.astimezone(UTC):%Y-%m}"
