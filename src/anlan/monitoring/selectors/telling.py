"""The most telling newest value of each hazard: the wettest gauge, the fastest slope, the gas nearest its limit."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from anlan.kernel.actors import Actor
from anlan.monitoring.models import Station
from anlan.monitoring.selectors import standings
from anlan.monitoring.selectors.quantities import kinds
from anlan.monitoring.selectors.stations import visible_stations
from anlan.support.tables import load_table

_FRESH: Final = timedelta(hours=24)
_WANTED: Final = """
wanted (kind, hazard, quantity, how, marks) as (
    select * from unnest(%(kinds)s::text[], %(hazards)s::text[], %(quantities)s::text[], %(hows)s::text[],
                         %(marks)s::text[])
), measured as (
    select w.hazard, w.quantity, w.how, w.marks, scope.id as station_id, scope.name, s.id, s.unit, s.marks as own,
           s.warning_level, s.guarantee_level, l.value, l.time
    from wanted w join scope on scope.kind = w.kind
    join monitoring_series s on s.station_id = scope.id and s.quantity = w.quantity
    join monitoring_latestvalue l on l.series_id = s.id
    where scope.status = 'in_service' and l.time > %(since)s and l.time <= %(now)s
)
"""
_FOREMOST: Final = "select distinct on (hazard, quantity) hazard, quantity, how, station_id, name, value, unit, time"
_NOW: Final = f"""{_WANTED}, bounded as (
    select m.*, (
        select (named.marks ->> each)::float8
        from (select jsonb_build_object('warning_level', m.warning_level, 'guarantee_level', m.guarantee_level) || m.own
              as marks) named, unnest(string_to_array(m.marks, ' ')) with ordinality n (each, place)
        where named.marks ->> each is not null order by place limit 1
    ) as bound
    from measured m where how in ('most', 'least', 'share')
)
{_FOREMOST}, bound from bounded
order by hazard, quantity, case when how = 'least' then -value when bound > 0 then value / bound end desc nulls last,
    value desc, name
"""  # noqa: S608 - built of constants; all values are parameters
_IN_AN_HOUR: Final = f"""{_WANTED}, fallen as (
    select m.hazard, m.quantity, m.how, m.station_id, m.name, m.unit, m.time, r.value from measured m
    join (select series_id, sum(value) as value from monitoring_reading
          where time > %(hour_ago)s and time <= %(now)s and value > 0 group by series_id) r on r.series_id = m.id
    where how = 'sum_1h'
)
{_FOREMOST}, null from fallen order by hazard, quantity, value desc, name
"""  # noqa: S608 - built of constants; all values are parameters
_IN_A_DAY: Final = f"""{_WANTED}, moved as (
    select m.hazard, m.quantity, m.how, m.station_id, m.name, m.unit, m.time, m.value - h.last as value
    from measured m cross join lateral (
        select last from monitoring_hourvalue h
        where h.series_id = m.id and h.start <= m.time - interval '25 hours' and h.start > m.time - interval '49 hours'
        order by h.start desc limit 1
    ) h
    where how = 'change_24h'
)
{_FOREMOST}, null from moved order by hazard, quantity, abs(value) desc, name
"""  # noqa: S608 - built of constants; all values are parameters
_SWITCHED_ON: Final = f"""{_WANTED}
{_FOREMOST}, count(*) over (partition by hazard, quantity) from measured where how = 'on' and value >= 1
order by hazard, quantity, time desc, name
"""


@dataclass(frozen=True, slots=True)
class Telling:
    """The foremost station by one quantity of a hazard.

    ``how`` says what the value is: sum_1h, change_24h, most, least, share (of ``bound``), on (at ``bound`` stations).
    """

    hazard: str
    quantity: str
    how: str
    station_id: UUID
    station: str
    value: float
    unit: str
    time: datetime
    bound: float | None

    @property
    def share(self) -> float | None:
        """Return the value as a share of its bound, where it has one to be measured by."""
        return self.value / self.bound if self.how == "share" and self.bound else None


def telling(actor: Actor, region: str, *, now: datetime) -> dict[str, tuple[Telling, ...]]:
    """Return the most telling newest values by hazard, in the table's order; of readings of the last 24 hours only."""
    found = visible_stations(actor).filter(region__startswith=region)
    table = load_table("anlan.monitoring", "overview")["telling"]
    rows = [row for statement in _statements(table) for row in _asked(found, statement, table, now)]
    order = {(each["hazard"], each["quantity"]): place for place, each in enumerate(table)}
    foremost = sorted((Telling(*row) for row in rows), key=lambda each: order[each.hazard, each.quantity])
    return {hazard: tuple(each for each in foremost if each.hazard == hazard) for hazard, *_ in rows}


def _statements(table: list[dict[str, Any]]) -> tuple[str, ...]:
    hows = {each["how"] for each in table}
    by_how = {"sum_1h": _IN_AN_HOUR, "change_24h": _IN_A_DAY, "on": _SWITCHED_ON}
    return (_NOW, *(statement for how, statement in by_how.items() if how in hows))


def _asked(
    found: QuerySet[Station], statement: str, table: list[dict[str, Any]], now: datetime
) -> list[tuple[Any, ...]]:
    wanted = [(kind.name, each) for each in table for kind in kinds().values() if kind.hazard == each["hazard"]]
    values = {
        "kinds": [kind for kind, _ in wanted],
        "hazards": [each["hazard"] for _, each in wanted],
        "quantities": [each["quantity"] for _, each in wanted],
        "hows": [each["how"] for _, each in wanted],
        "marks": [" ".join(each.get("marks", ())) for _, each in wanted],
        "since": now - _FRESH,
        "hour_ago": now - timedelta(hours=1),
        "now": now,
    }
    return standings.run(found, statement, values)
