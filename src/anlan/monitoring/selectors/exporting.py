"""Readings, hours or days of series as columns, piece by piece, for files of any length."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.monitoring.models import Series
from anlan.monitoring.selectors.rolled import STEPS, series_by
from anlan.monitoring.selectors.stations import READ
from anlan.support.rights import within

RAW: Final = "raw"
_PIECE: Final = timedelta(days=31)
_READINGS: Final = """
select time, value from monitoring_reading where series_id = %s and time > %s and time <= %s order by time
"""
_OF_SERIES: Final = ("station", "quantity", "unit")
COLUMNS: Final = {
    RAW: (*_OF_SERIES, "time", "value"),
    **dict.fromkeys(STEPS, (*_OF_SERIES, "start", "total", "least", "greatest", "mean", "last", "count")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be exported: readings after ``since`` and not after ``until``, or the hours or days they touch."""

    series_ids: tuple[int, ...]
    since: datetime
    until: datetime
    step: str = RAW


def series_of_station(actor: Actor, code: str) -> tuple[int, ...]:
    """Return the series of a station that the actor may see."""
    rows = Series.objects.filter(within(actor, READ, field="station__region"), station__code=code)
    found = tuple(rows.order_by("id").values_list("id", flat=True))
    if not found:
        raise NotFound(what="station")
    return found


def exported(actor: Actor, wanted: Wanted) -> Iterator[dict[str, list[object]]]:
    """Check all of it at once, then yield equal columns (see ``COLUMNS``), series by series and oldest first."""
    if wanted.step not in COLUMNS:
        raise InvalidValue(field="step", value=wanted.step, rule="raw_hour_or_day")
    if not wanted.since < wanted.until:
        raise InvalidValue(field="until", value=wanted.until.isoformat(), rule="after_since")
    rows = Series.objects.filter(within(actor, READ, field="station__region"), id__in=wanted.series_ids)
    found = {row.id: row for row in rows.select_related("station")}
    if set(wanted.series_ids) - found.keys():
        raise NotFound(what="series")
    pieces = _raw if wanted.step == RAW else _rolled
    return (piece for each in wanted.series_ids for piece in pieces(found[each], wanted))


def _raw(series: Series, wanted: Wanted) -> Iterator[dict[str, list[object]]]:
    since = wanted.since
    while since < wanted.until:
        until = min(since + _PIECE, wanted.until)
        with connection.cursor() as cursor:
            cursor.execute(_READINGS, [series.id, since, until])
            rows = cursor.fetchall()
        if rows:
            yield _named(series, RAW, rows)
        since = until


def _rolled(series: Series, wanted: Wanted) -> Iterator[dict[str, list[object]]]:
    found = series_by(wanted.step, series.id, series.quantity, (wanted.since, wanted.until))
    if found:
        rows = [(one.start, one.total, one.least, one.greatest, one.mean, one.last, one.count) for one in found]
        yield _named(series, wanted.step, rows)


def _named(series: Series, step: str, rows: list[tuple[object, ...]]) -> dict[str, list[object]]:
    of_series = [[word] * len(rows) for word in (series.station.code, series.quantity, series.unit)]
    columns = [*of_series, *(list(column) for column in zip(*rows, strict=True))]
    return dict(zip(COLUMNS[step], columns, strict=True))
