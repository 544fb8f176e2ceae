"""Lists of stations: filtered, sorted and cut into pages by the database, whatever their number."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final
from uuid import UUID

from django.core.cache import cache

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.monitoring.models import Station
from anlan.monitoring.selectors import standings
from anlan.monitoring.selectors.quantities import quantities
from anlan.monitoring.selectors.stations import READ, Narrowing, StationRow, fitting, rows_of, visible_stations
from anlan.support.rights import regions_of

RAIN_HOURS: Final = {"rain_1h": 1, "rain_3h": 3, "rain_24h": 24}
_WATER: Final = "water_level"
_COLUMNS: Final = {
    "name": "stood.name",
    "code": "stood.code",
    "region": "stood.region",
    "level": "stood.level",
    "heard_at": "stood.heard_at",
}
_RAIN: Final = """
left join (
    select s.station_id, sum(r.value) as value
    from scope join monitoring_series s on s.station_id = scope.id join monitoring_reading r on r.series_id = s.id
    where s.quantity = 'rain' and r.time > %(rain_since)s and r.time <= %(now)s
    group by s.station_id
) sorted on sorted.station_id = stood.id
"""
_VALUE: Final = """
left join (
    select s.station_id, l.value from monitoring_series s join monitoring_latestvalue l on l.series_id = s.id
    where s.quantity = %(sorting)s
) sorted on sorted.station_id = stood.id
"""
_REMEMBERED: Final = timedelta(seconds=60)
_MANY: Final = 5_000
_MEASURED: Final = """
counted as (
    select scope.kind, s.quantity, count(*) as count
    from scope join monitoring_series s on s.station_id = scope.id group by 1, 2
)
select kind, quantity, count from counted
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationFilter(Narrowing):
    """Which stations, in which order: ``state`` is a ``Watch``; ``level`` the least; empty means any.

    ``sort`` is name, code, region,
    level, heard_at, rain_1h, rain_3h, rain_24h, water_level or a quantity, with "-" before it the greatest first.
    """

    level: Level = Level.NONE
    sort: str = "-rain_1h"


@dataclass(frozen=True, slots=True)
class StationSlice:
    """One page of a list: its rows, how many stations fit in all, and which page of how many it is."""

    rows: tuple[StationRow, ...]
    total: int
    number: int
    pages: int


def stations(actor: Actor, wanted: StationFilter, *, now: datetime) -> tuple[StationRow, ...]:
    """Return the stations that fit, sorted; a station without the sorting value stands last."""
    return _in_order([id_ for id_, _ in _found(actor, wanted, now, size=None, offset=0)], now)


def station_slice(actor: Actor, wanted: StationFilter, *, number: int, size: int, now: datetime) -> StationSlice:
    """Return a page of the stations that fit, sorted; the last page where ``number`` lies beyond it."""
    number = max(number, 1)
    found = _found(actor, wanted, now, size=size, offset=(number - 1) * size)
    if not found and number > 1:
        first = _found(actor, wanted, now, size=1, offset=0)
        number = max(ceil(first[0][1] / size), 1) if first else 1
        found = _found(actor, wanted, now, size=size, offset=(number - 1) * size)
    total = found[0][1] if found else 0
    return StationSlice(_in_order([id_ for id_, _ in found], now), total, number, max(ceil(total / size), 1))


def measured(actor: Actor, region: str, *, now: datetime) -> dict[str, dict[str, int]]:
    """Return by station kind how many stations of a region measure which quantity."""
    key = f"monitoring.measured:{'.'.join(regions_of(actor, READ))}:{region}"
    last = cache.get(key)
    if last and timedelta() <= now - last[0] < _REMEMBERED:
        return last[1]
    found: dict[str, dict[str, int]] = {}
    for kind, quantity, count in standings.run(
        visible_stations(actor).filter(region__startswith=region), _MEASURED, {}
    ):
        found.setdefault(kind, {})[quantity] = count
    if sum(count for counts in found.values() for count in counts.values()) > _MANY:
        cache.set(key, (now, found), _REMEMBERED.total_seconds())
    return found


def _in_order(ids: list[UUID], now: datetime) -> tuple[StationRow, ...]:
    rows = {row.id: row for row in rows_of(Station.objects.filter(id__in=ids), now)} if ids else {}
    return tuple(rows[id_] for id_ in ids if id_ in rows)


def _found(
    actor: Actor, wanted: StationFilter, now: datetime, *, size: int | None, offset: int
) -> list[tuple[UUID, int]]:
    """Return the ids of a page's stations, each with the number of all that fit."""
    join, order = _sorting(wanted.sort)
    statement = f"""{standings.STOOD}
        select stood.id, count(*) over () from stood {join}
        where true {"and watch = %(state)s" if wanted.state else ""} {"and level >= %(level)s" if wanted.level else ""}
        order by {order} nulls last, stood.code limit %(size)s offset %(offset)s
    """  # noqa: S608 - built of constants; all values are parameters
    key = wanted.sort.removeprefix("-")
    values: dict[str, Any] = standings.parameters(now) | {
        "state": wanted.state,
        "level": int(wanted.level),
        "sorting": "level" if key == _WATER else key,
        "rain_since": now - timedelta(hours=RAIN_HOURS.get(key, 1)),
        "size": size,
        "offset": offset,
    }
    return standings.run(fitting(visible_stations(actor), wanted), statement, values)  # type: ignore[return-value] - it selects id and count


def _sorting(sort: str) -> tuple[str, str]:
    """Return what is joined to sort by, and the order."""
    key, direction = sort.removeprefix("-"), "desc" if sort.startswith("-") else "asc"
    if key in _COLUMNS:
        return "", f"{_COLUMNS[key]} {direction}"
    if key in RAIN_HOURS:
        return _RAIN, f"sorted.value {direction}"
    if key == _WATER or key in quantities():
        return _VALUE, f"sorted.value {direction}"
    return "", f"{_COLUMNS['name']} {direction}"
