"""By what a series is judged: the bands of every rule in force for it, and where it stands against each now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.monitoring.domain.judging import Aggregate, Clause, Compare
from anlan.monitoring.events import ThresholdReached
from anlan.monitoring.models import Coverage, Judgement, Series
from anlan.monitoring.selectors.compiling import compiled, fact_of
from anlan.monitoring.selectors.readings import visible_series
from anlan.monitoring.selectors.rulebook import rule_title
from anlan.monitoring.selectors.stations import level_held_since
from anlan.support import journal

_UPWARDS: Final = (Compare.AT_LEAST, Compare.ABOVE)
_LONGEST: Final = timedelta(days=30)
_MOST_EVENTS: Final = 200
_Key = tuple[str, Level, Aggregate, int, Compare]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One condition of a rule on a series: its threshold, and what it amounts to now (None: no reading counts)."""

    rule: str
    title: str
    region: str
    level: Level
    aggregate: Aggregate
    window_minutes: int
    compare: Compare
    threshold: float
    value: float | None
    is_alone: bool

    @property
    def share(self) -> float | None:
        """Return what part of the threshold is reached, where more is worse and the threshold is above zero."""
        if self.value is None or self.compare not in _UPWARDS or self.threshold <= 0:
            return None
        return max(0.0, self.value / self.threshold)

    @property
    def is_met(self) -> bool:
        """Tell whether the condition holds now."""
        if self.value is None:
            return False
        if self.compare in _UPWARDS:
            return self.value >= self.threshold if self.compare is Compare.AT_LEAST else self.value > self.threshold
        return self.value <= self.threshold if self.compare is Compare.AT_MOST else self.value < self.threshold


def standings(actor: Actor, series_id: int, *, now: datetime) -> tuple[Standing, ...]:
    """Return every condition that judges a series, values first, then windows from short to long, mild before bad.

    Of several regions with the same rule the strictest threshold counts: it is reached first.
    """
    series = visible_series(actor, series_id)
    rows = Series.objects.filter(station=series.station_id).select_related("station")
    covered = Coverage.objects.filter(station=series.station_id).order_by("region").values_list("region", flat=True)
    units = compiled(map(fact_of, rows), {str(series.station_id): tuple(covered)}, now=now).units
    strictest: dict[_Key, tuple[str, Clause, bool]] = {}
    for unit in units:
        for case in unit.cases:
            for clause in case.clauses:
                if clause.series != series.id:
                    continue
                key = (unit.rule, case.level, clause.aggregate, clause.window_minutes, clause.compare)
                there = strictest.get(key)
                if there is None or _is_stricter(clause, there[1]):
                    strictest[key] = (unit.region, clause, len(case.clauses) == 1)
    windows = sorted({(clause.aggregate, clause.window_minutes) for _, clause, _ in strictest.values()})
    values = _values(series.id, windows, now)
    titles = {key[0]: rule_title(key[0], region) for key, (region, _, _) in strictest.items()}
    found = [
        Standing(
            rule=key[0],
            title=titles[key[0]],
            region=region,
            level=key[1],
            aggregate=clause.aggregate,
            window_minutes=clause.window_minutes,
            compare=clause.compare,
            threshold=clause.threshold,
            value=values.get((clause.aggregate, clause.window_minutes)),
            is_alone=is_alone,
        )
        for key, (region, clause, is_alone) in strictest.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.window_minutes, each.rule, each.level)))


def levels_of_series(series_ids: Iterable[int], *, now: datetime) -> dict[int, Level]:
    """Return the worst level that any rule holds now, by series."""
    held = Judgement.objects.filter(series__in=list(series_ids), level__gt=0, held_at__gte=level_held_since(now))
    levels: dict[int, Level] = {}
    for series_id, level in held.values_list("series_id", "level"):
        levels[series_id] = max(Level(level), levels.get(series_id, Level.NONE))
    return levels


def reached_at(
    station_id: UUID, since: datetime, until: datetime, *, limit: int
) -> tuple[tuple[datetime, str, Level], ...]:
    """Return when a rule was reached at a station in a time: instant, rule, level, oldest first.

    The caller has checked that the station may be seen.
    """
    events = journal.events_about(f"station:{station_id}", ThresholdReached, limit=_MOST_EVENTS)
    found = [(each.observed_at, each.rule, Level(each.level)) for each in events]
    return tuple(sorted(each for each in found if since < each[0] <= until)[-limit:])


def _is_stricter(clause: Clause, other: Clause) -> bool:
    if clause.compare in _UPWARDS:
        return clause.threshold < other.threshold
    return clause.threshold > other.threshold


_WINDOWS: Final = """
select w.minutes, sum(r.value), max(r.value), min(r.value), avg(r.value),
       (array_agg(r.value order by r.time))[1], (array_agg(r.value order by r.time desc))[1],
       extract(epoch from max(r.time) - min(r.time)) / 3600
from unnest(%(minutes)s::int[]) as w (minutes)
join monitoring_reading r on r.series_id = %(series)s and r.time > %(now)s - w.minutes * interval '1 minute'
    and r.time > %(earliest)s and r.time <= %(now)s
group by w.minutes
"""


def _values(series_id: int, windows: list[tuple[Aggregate, int]], now: datetime) -> dict[tuple[Aggregate, int], float]:
    """Return what each window ending now amounts to; a window without readings is left out."""
    minutes = sorted({window for _, window in windows if window})
    values: dict[tuple[Aggregate, int], float] = {}
    with connection.cursor() as cursor:
        cursor.execute("select value from monitoring_latestvalue where series_id = %s and time <= %s", [series_id, now])
        newest = cursor.fetchone()
        if newest:
            values[Aggregate.VALUE, 0] = newest[0]
        parameters = {"minutes": minutes, "series": series_id, "now": now, "earliest": now - _LONGEST}
        cursor.execute(_WINDOWS, parameters)
        for window, total, greatest, least, mean, first, last, hours in cursor.fetchall():
            amounts = {
                Aggregate.SUM: round(total, 3),
                Aggregate.MAX: greatest,
                Aggregate.MIN: least,
                Aggregate.MEAN: mean,
                Aggregate.DIFFERENCE: last - first,
            }
            values |= {(aggregate, window): amount for aggregate, amount in amounts.items()}
            if hours:
                values[Aggregate.RATE, window] = (last - first) / float(hours)
    return values
