"""How all stations of a reader stand, as SQL: for the overview and for lists of any length, by the rules of silence.

``SCOPE`` and what follows it are parts of statements; ``parameters`` gives their values, ``run`` puts both together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.monitoring.domain.health import Watch
from anlan.monitoring.models import Station
from anlan.monitoring.selectors import silence
from anlan.monitoring.selectors.quantities import kinds
from anlan.monitoring.selectors.stations import level_held_since, visible_stations
from anlan.support.rights import regions_of

_COLUMNS: Final = ("id", "code", "name", "kind", "region", "status", "is_demo")
_MANY: Final = 5_000
_REMEMBERED: Final = timedelta(seconds=30)
REACHED: Final = """
reached as (
    select s.station_id, max(j.level) as level
    from monitoring_judgement j join monitoring_series s on s.id = j.series_id
    where j.level > 0 and j.held_at >= %(held_since)s group by s.station_id
)
"""
STOOD: Final = f"""
{silence.USUAL}, heard as (
    select s.station_id, max(l.time) as heard_at, max(l.time) filter (where not s.quantity = any(%(auxiliary)s)) as at,
           min({silence.ALLOWED}) filter (where not s.quantity = any(%(auxiliary)s)) as allowed
    from scope join monitoring_series s on s.station_id = scope.id join monitoring_latestvalue l on l.series_id = s.id
    left join usual u using (quantity) group by s.station_id
), {REACHED}, stood as (
    select scope.*, h.heard_at, coalesce(r.level, 0) as level,
           case when scope.status <> 'in_service' then 'out_of_service'
                when h.at is null then case when scope.is_demo then 'demonstration' else 'never_heard' end
                when h.at >= %(now)s - h.allowed * interval '1 minute' then 'heard'
                when scope.is_demo then 'demonstration'
                when exists (
                    select from monitoring_maintenanceorder o
                    where o.station_id = scope.id and o.state = any(%(running)s)
                ) then 'maintenance'
                else 'silent' end as watch
    from scope left join heard h on h.station_id = scope.id left join reached r on r.station_id = scope.id
)
"""  # noqa: S608 - built of constants; all values are parameters
_TALLY: Final = f"""{STOOD}
select kind, left(region, %(width)s), watch, level, count(*), max(heard_at) from stood group by 1, 2, 3, 4
"""  # noqa: S608 - built of constants; all values are parameters


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stations of a kind in a part of the region stand alike, and when one of them was heard last."""

    kind: str
    part: str
    watch: Watch
    level: Level
    count: int
    heard_at: datetime | None

    @property
    def hazard(self) -> str:
        """Return the hazard that the kind watches."""
        return kinds()[self.kind].hazard


def tally(actor: Actor, region: str, *, now: datetime) -> tuple[Tally, ...]:
    """Return how the stations of a region, or of all the actor's regions, stand, by its parts one level down.

    Of an office with very many stations the answer may be some seconds old.
    """
    outer = regions_of(actor, silence.READ)
    key = f"monitoring.tally:{'.'.join(outer)}:{region}"
    last = cache.get(key)
    if last and timedelta() <= now - last[0] < _REMEMBERED:
        return last[1]
    width = _width([region] if region else outer)
    found = visible_stations(actor).filter(region__startswith=region)
    rows = run(found, _TALLY, {"width": width} | parameters(now))
    tallies = tuple(Tally(kind, part, Watch(watch), Level(level), *rest) for kind, part, watch, level, *rest in rows)
    if sum(each.count for each in tallies) > _MANY:
        cache.set(key, (now, tallies), _REMEMBERED.total_seconds())
    return tallies


def run(found: QuerySet[Station], statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Run a statement that begins after the common table ``scope`` of the stations found."""
    try:
        sql, own = found.order_by().values_list(*_COLUMNS).query.sql_with_params()
    except EmptyResultSet:
        return []
    named = {f"scope_{number}": value for number, value in enumerate(own)}
    scope = sql % tuple(f"%({name})s" for name in named)
    with connection.cursor() as cursor:
        cursor.execute(f"with scope ({', '.join(_COLUMNS)}) as ({scope}), {statement}", named | values)
        return cursor.fetchall()


def parameters(now: datetime) -> dict[str, Any]:
    """Return the values that ``STOOD`` asks for."""
    return silence.parameters(now) | {"held_since": level_held_since(now)}


def _width(regions: list[str] | tuple[str, ...]) -> int:
    """Return how many digits of a region's code name the parts right below the widest of ``regions``."""
    widest = min((level_of(region) for region in regions), default=RegionLevel.NATION)
    below = RegionLevel(min(widest + 1, RegionLevel.VILLAGE))
    return len(at_level("0" * 12, below))
