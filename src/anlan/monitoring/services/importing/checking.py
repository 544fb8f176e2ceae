"""Checking a whole table before anything is stored: a job, for tables are long."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from anlan.kernel.errors import AnlanError
from anlan.monitoring.domain.history import OTHER_VALUE_STORED, Bounds, Known, Sorter
from anlan.monitoring.domain.importing import Act, State, TooManyRows, after
from anlan.monitoring.domain.packing import packed
from anlan.monitoring.domain.plans import Plan, from_json
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.domain.tabulated import TableReader
from anlan.monitoring.models import HistoryImport, ImportPart, ImportProblem, Series, Station
from anlan.monitoring.selectors import rules
from anlan.monitoring.selectors.column_words import column_words
from anlan.monitoring.selectors.directory import known
from anlan.monitoring.selectors.imports import table_of
from anlan.monitoring.services.importing.uploading import column_named

_ROWS_AT_ONCE = 20_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STORED = """
select x.number, r.value
from unnest(%s::int[], %s::int[], %s::bigint[]) x (number, series_id, micros)
join monitoring_reading r on r.series_id = x.series_id
    and r.time = timestamptz 'epoch' + x.micros * interval '1 microsecond'
"""
_ANY_STORED = """
select exists (
    select 1 from monitoring_reading r
    where r.series_id = any(%s) and r.time >= timestamptz 'epoch' + %s * interval '1 microsecond'
        and r.time <= timestamptz 'epoch' + %s * interval '1 microsecond'
)
"""


def check_import(*, import_id: UUID, now: datetime) -> None:
    """Read the whole table of an import and keep what it would store, with every problem by row and column."""
    row = HistoryImport.objects.filter(id=import_id, state=State.CHECKING).first()
    if row is None:
        return
    plan = from_json(row.plan)
    try:
        sorter = _read(row, plan, now)
        readings, numbers = sorter.sorted()
        readings = _without_stored(readings, numbers, sorter)
    except AnlanError as error:
        _fail(row, error)
        return
    _finish(row, plan, sorter, readings)


def _read(row: HistoryImport, plan: Plan, now: datetime) -> Sorter:
    table = table_of(row, plan)
    most = rules.limits()["import"]["most_rows"]
    sorter = Sorter(_known(row.regions), _bounds(now))
    reader = TableReader(plan.table, column_words(), from_1904=table.from_1904)
    rows = table.rows()
    number = plan.table.head_row + 2
    for _ in islice(rows, number - 1):
        pass
    while chunk := list(islice(rows, _ROWS_AT_ONCE)):
        sorter.take(reader.read(chunk, number), chunk, number)
        number += len(chunk)
        if sorter.rows > most:
            raise TooManyRows(count=sorter.rows, limit=most)
        HistoryImport.objects.filter(id=row.id).update(done=sorter.rows)
    return sorter


def _known(regions: list[str]) -> Known:
    """Return the stations of some regions, by code and by those names that only one of them has."""
    everything = Series.objects.select_related("station")
    series = [each for each in everything if any(each.station.region.startswith(region) for region in regions)]
    stations = [
        each
        for each in Station.objects.values_list("code", "name", "region")
        if any(each[2].startswith(region) for region in regions)
    ]
    names: dict[str, str] = {}
    for code, name, _region in stations:
        names[name] = "" if name in names else code
    names |= {code: code for code, _name, _region in stations}
    return Known((known(each) for each in series), names)


def _bounds(now: datetime) -> Bounds:
    table = rules.limits()
    bounds = table["import"]
    return Bounds(
        oldest=_micros(datetime(bounds["oldest_year"], 1, 1, tzinfo=UTC)),
        newest=_micros(now + timedelta(minutes=table["time"]["future_minutes"])),
        most_readings=bounds["most_readings"],
        listed=bounds["listed_problems"],
        listed_of_a_kind=bounds["listed_of_a_kind"],
    )


def _micros(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(microseconds=1)


def _without_stored(readings: Readings, numbers: NDArray[np.int64], sorter: Sorter) -> Readings:
    """Leave out what is stored already, part by part; what is stored with another value is a problem."""
    size = rules.limits()["import"]["part_readings"]
    is_new = np.ones(len(readings.times), dtype=bool)
    for start in range(0, len(readings.times), size):
        part = slice(start, start + size)
        for index, value in _stored(readings.series[part], readings.times[part]):
            place = start + index
            is_new[place] = False
            if value == readings.values[place]:
                sorter.repeated += 1
                continue
            quantity = sorter.known.by_id[int(readings.series[place])].quantity
            text = f"{quantity} {readings.values[place]:g} / {value:g}"
            sorter.contradicted([(int(numbers[place]), text)], OTHER_VALUE_STORED)
    return Readings(readings.series[is_new], readings.times[is_new], readings.values[is_new])


def _stored(series: NDArray[np.int32], times: NDArray[np.int64]) -> list[tuple[int, float]]:
    with connection.cursor() as cursor:
        cursor.execute(_ANY_STORED, [np.unique(series).tolist(), int(times.min()), int(times.max())])
        if not cursor.fetchone()[0]:
            return []
        cursor.execute(_STORED, [list(range(len(times))), series.tolist(), times.tolist()])
        return cursor.fetchall()


def _fail(row: HistoryImport, error: AnlanError) -> None:
    """Put an import back whose table cannot be read to its end, and say why."""
    data = {name: value if isinstance(value, int | str) else str(value) for name, value in error.data.items()}
    HistoryImport.objects.filter(id=row.id, state=State.CHECKING).update(
        state=after(row.state, Act.FAIL_CHECK), failure={"message": error.message, "data": data}, done=0
    )


@transaction.atomic
def _finish(row: HistoryImport, plan: Plan, sorter: Sorter, readings: Readings) -> None:
    row = HistoryImport.objects.select_for_update().get(id=row.id)
    if row.state != State.CHECKING:  # Another process has checked it at the same time.
        return
    row.parts.all().delete()
    row.listed_problems.all().delete()
    columns = plan.table.columns
    ImportProblem.objects.bulk_create(
        ImportProblem(
            history_import=row,
            row=each.row,
            column=column_named(columns, each.column)[:120],
            code=each.code,
            text=each.text[:120].replace("\0", "?"),
        )
        for each in sorted(sorter.problems, key=lambda each: (each.row, each.column))
    )
    size = rules.limits()["import"]["part_readings"]
    for number, start in enumerate(range(0, len(readings.times), size)):
        part = slice(start, start + size)
        some = Readings(readings.series[part], readings.times[part], readings.values[part])
        ImportPart.objects.create(history_import=row, number=number, count=len(some.times), packed=packed(some))
    row.state = after(row.state, Act.FINISH_CHECK)
    row.rows, row.missing, row.repeated = sorter.rows, sorter.missing, sorter.repeated
    row.problems, row.problem_counts = sorter.counts.total(), dict(sorter.counts)
    row.strangers, row.readings = dict(sorter.strangers), len(readings.times)
    row.series = len(np.unique(readings.series))
    if len(readings.times):
        row.since, row.until = _instant(readings.times[0]), _instant(readings.times[-1])
    row.save()


def _instant(micros: np.int64) -> datetime:
    return _EPOCH + timedelta(microseconds=int(micros))
