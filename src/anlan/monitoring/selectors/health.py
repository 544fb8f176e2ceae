"""How well stations report: what came of what was to come, how late, with which gaps, and how their batteries are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Exists

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.health import Circumstances, Watch, watch_of
from anlan.monitoring.models import LatestValue, Series, Station
from anlan.monitoring.selectors import silence
from anlan.monitoring.selectors.stations import Narrowing, fitting, visible_stations

SPANS: Final = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "30d": timedelta(days=30)}
SORTS: Final = ("online", "heard_at", "name", "battery", "signal", "region")
_BY_DAY_FROM: Final = timedelta(days=30)
_MOST_GAPS: Final = 8
_HOUR: Final = timedelta(hours=1)
_SETTLES_IN: Final = timedelta(minutes=15)  # By then an hour that has ended is rolled up.


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without readings; ``is_open`` where it still lasts."""

    begin: datetime
    end: datetime
    is_open: bool

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How a series' readings came: seconds from measuring to storing, and how many carry a quality flag."""

    median: float
    late: float
    flagged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesHealth:
    """One series over a span: ``online`` is the share of its expected readings that came (None: none was expected)."""

    series_id: int
    quantity: str
    unit: str
    period_minutes: float
    value: float | None
    heard_at: datetime | None
    low_limit: float | None
    online: float | None
    expected: int
    came: int
    flow: Flow | None
    gaps: tuple[Gap, ...]

    @property
    def is_low(self) -> bool:
        """Tell whether its newest value lies below its limit."""
        return self.value is not None and self.low_limit is not None and self.value < self.low_limit


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """A station over a span; ``online`` is that of its worst measuring series."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    watch: Watch
    online: float | None
    heard_at: datetime | None
    battery: float | None
    signal: float | None
    is_low: bool
    has_order: bool
    series: tuple[int, ...]

    @property
    def grade(self) -> str:
        """Return good, weak or bad by its share, and unknown where nothing was expected of it."""
        return grade_of(self.online)


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFilter(Narrowing):
    """Which stations; ``state`` is a ``Watch``, a grade, low or order; empty means any; the worst come first."""

    sort: str = "online"
    span: str = "24h"


def grade_of(online: float | None) -> str:
    """Return how good a share of the expected readings is; a bound belongs to the better side."""
    limits = silence.health()["online"]
    if online is None:
        return "unknown"
    if online < limits["bad_below"]:
        return "bad"
    return "weak" if online < limits["weak_below"] else "good"


def low_limit(quantity: str, marks: Mapping[str, float]) -> float | None:
    """Return below which value a battery or a signal needs somebody on the way."""
    if quantity not in silence.auxiliary():
        return None
    own = marks.get("low_limit")
    return silence.health()["low"].get(quantity) if own is None else own


def station_health(actor: Actor, station_id: UUID, *, span: str, now: datetime) -> tuple[SeriesHealth, ...]:
    """Return every series of a station over a span, measuring ones first."""
    rows = Series.objects.filter(station__in=visible_stations(actor), station_id=station_id).select_related("latest")
    series = sorted(rows, key=lambda row: (row.quantity in silence.auxiliary(), row.id))
    since = now - SPANS[span]
    shares = _shares(series, span, now)
    flows = flows_of([row.id for row in series], since, now)
    gaps = gaps_of([(row.id, silence.period_of(row.quantity, row.period_minutes)) for row in series], since, now)
    return tuple(_series_health(row, shares[row.id], flows.get(row.id), gaps.get(row.id, ())) for row in series)


def health_rows(actor: Actor, wanted: HealthFilter, *, now: datetime) -> tuple[HealthRow, ...]:
    """Return the stations that fit over a span, the worst first; what has no sorting value stands last."""
    found = fitting(visible_stations(actor), wanted).annotate(has_order=Exists(silence.under_maintenance()))
    series: dict[UUID, list[Series]] = {}
    for row in Series.objects.filter(station__in=found.values("id")).select_related("latest"):
        series.setdefault(row.station_id, []).append(row)
    shares = _shares([row for rows in series.values() for row in rows], wanted.span, now)
    rows = [_health_row(each, series.get(each.id, []), shares, now) for each in found.order_by("code")]
    rows = [row for row in rows if fits_state(row, wanted.state)]
    key = wanted.sort.removeprefix("-")
    key = key if key in SORTS else "online"
    known = [row for row in rows if getattr(row, key) is not None]
    known.sort(key=lambda row: getattr(row, key), reverse=wanted.sort.startswith("-"))
    return (*known, *(row for row in rows if getattr(row, key) is None))


def kinds_present(actor: Actor) -> frozenset[str]:
    """Return the kinds of the stations that the actor may see."""
    return frozenset(visible_stations(actor).order_by().values_list("kind", flat=True).distinct())


def fits_state(row: HealthRow, state: str) -> bool:
    """Tell whether a station has the state that is asked for."""
    held = {row.watch.value, row.grade, *(["low"] if row.is_low else []), *(["order"] if row.has_order else [])}
    return not state or state in held


def flows_of(series_ids: Sequence[int], since: datetime, until: datetime) -> dict[int, Flow]:
    """Return by series how late its readings of a time were stored, and how many are flagged."""
    statement = """
        select series_id, percentile_cont(array[0.5, 0.95]) within group (
                   order by extract(epoch from received - time)::float8),
               count(*) filter (where quality <> 0)
        from monitoring_reading where series_id = any(%s) and time > %s and time <= %s group by series_id
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(series_ids), since, until])
        return {id_: Flow(median=both[0], late=both[1], flagged=flagged) for id_, both, flagged in cursor.fetchall()}


def gaps_of(
    series: Sequence[tuple[int, float]], since: datetime, until: datetime, *, most: int = _MOST_GAPS
) -> dict[int, tuple[Gap, ...]]:
    """Return by series its longest gaps of a time: at least one reading of its period is missing in each."""
    ids, periods = zip(*series, strict=True) if series else ((), ())
    statement = """
        with wanted (id, period) as (select * from unnest(%(ids)s::int[], %(periods)s::float8[])),
        bounds as (
            select series_id, time from monitoring_reading
            where series_id = any(%(ids)s) and time > %(since)s and time <= %(until)s
            union all select id, %(since)s from wanted w
            where exists (select from monitoring_reading r where r.series_id = w.id and r.time <= %(since)s)
            union all select id, %(until)s from wanted
        ), steps as (
            select series_id, lag(time) over (partition by series_id order by time) as begin, time as end from bounds
        ), gaps as (
            select s.*, row_number() over (partition by series_id order by s.end - s.begin desc) as place
            from steps s join wanted w on w.id = s.series_id
            where extract(epoch from s.end - s.begin) > 90 * w.period
        )
        select series_id, gaps.begin, gaps.end from gaps where place <= %(most)s order by series_id, place
    """
    found: dict[int, list[Gap]] = {}
    with connection.cursor() as cursor:
        values = {"ids": list(ids), "periods": list(periods), "since": since, "until": until, "most": most}
        cursor.execute(statement, values)
        for id_, begin, end in cursor.fetchall():
            found.setdefault(id_, []).append(Gap(begin, end, end == until))
    return {id_: tuple(gaps) for id_, gaps in found.items()}


def longest_gaps(series_ids: Sequence[int], since: datetime, until: datetime) -> dict[int, Gap]:
    """Return by series its longest gap of a time; one without any gap is left out."""
    rows = Series.objects.filter(id__in=series_ids).values_list("id", "quantity", "period_minutes")
    periods = [(id_, silence.period_of(quantity, own)) for id_, quantity, own in rows]
    return {id_: gaps[0] for id_, gaps in gaps_of(periods, since, until, most=1).items()}


@dataclass(frozen=True, slots=True)
class _Share:
    expected: float
    counted: float
    came: int

    @property
    def online(self) -> float | None:
        return min(1.0, self.counted / self.expected) if self.expected >= 1 else None


def _shares(series: Sequence[Series], span: str, now: datetime) -> dict[int, _Share]:
    """Return by series what was expected over the last whole hours (or days) and what came.

    What comes twice as often in one hour does not make up for another hour; before its first reading nothing is
    expected of a series.
    """
    by_day = SPANS[span] >= _BY_DAY_FROM
    table, step = ("monitoring_dayvalue", timedelta(days=1)) if by_day else ("monitoring_hourvalue", _HOUR)
    until = (now - _SETTLES_IN).replace(minute=0, second=0, microsecond=0)
    since = until - SPANS[span]
    periods = {row.id: silence.period_of(row.quantity, row.period_minutes) for row in series}
    statement = f"""
        with wanted (id, period) as (select * from unnest(%(ids)s::int[], %(periods)s::float8[])), counted as (
            select v.series_id, sum(least(v.count, greatest(1, ceil(%(step)s / w.period)))) as counted,
                   sum(v.count) as came
            from {table} v join wanted w on w.id = v.series_id
            where v.start >= %(since)s and v.start < %(until)s group by v.series_id
        )
        select w.id, coalesce(c.counted, 0), coalesce(c.came, 0), case
            when exists (
                select from monitoring_hourvalue h where h.series_id = w.id and h.start <= %(since)s
            ) then %(since)s
            else (select min(start) from monitoring_hourvalue h where h.series_id = w.id)
        end
        from wanted w left join counted c on c.series_id = w.id
    """  # noqa: S608 - the table is one of two constants; all values are parameters
    values = {
        "ids": list(periods),
        "periods": list(periods.values()),
        "since": since,
        "until": until,
        "step": step / timedelta(minutes=1),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {
            id_: _Share(_expected(max(first, since) if first else until, until, periods[id_]), float(counted), came)
            for id_, counted, came, first in cursor.fetchall()
        }


def _expected(since: datetime, until: datetime, period_minutes: float) -> float:
    return max(0.0, (until - since) / timedelta(minutes=period_minutes))


def _newest(row: Series) -> LatestValue | None:
    return getattr(row, "latest", None)


def _series_health(row: Series, share: _Share, flow: Flow | None, gaps: tuple[Gap, ...]) -> SeriesHealth:
    newest = _newest(row)
    return SeriesHealth(
        series_id=row.id,
        quantity=row.quantity,
        unit=row.unit,
        period_minutes=silence.period_of(row.quantity, row.period_minutes),
        value=newest and newest.value,
        heard_at=newest and newest.time,
        low_limit=low_limit(row.quantity, row.marks),
        online=share.online,
        expected=int(share.expected),
        came=share.came,
        flow=flow,
        gaps=gaps,
    )


def _health_row(station: Station, series: Sequence[Series], shares: Mapping[int, _Share], now: datetime) -> HealthRow:
    aside = silence.auxiliary()
    heard = [row for row in series if _newest(row) is not None]
    measuring = [row for row in heard if row.quantity not in aside]
    heard_at = max((row.latest.time for row in measuring), default=None)
    allowed = min((silence.allowed_minutes(row.quantity, row.period_minutes) for row in measuring), default=0.0)
    values = {row.quantity: row.latest.value for row in heard if row.quantity in aside}
    online = [share for row in measuring if (share := shares[row.id].online) is not None]
    watch = watch_of(
        Circumstances(
            is_in_service=station.status == Station.Status.IN_SERVICE,
            is_demo=station.is_demo,
            is_under_maintenance=station.has_order,
        ),
        silent_minutes=None if heard_at is None else (now - heard_at) / timedelta(minutes=1),
        allowed_minutes=allowed,
    )
    limits = {row.quantity: low_limit(row.quantity, row.marks) for row in heard}
    return HealthRow(
        id=station.id,
        code=station.code,
        name=station.name,
        kind=station.kind,
        region=station.region,
        watch=watch,
        online=min(online, default=None),
        heard_at=heard_at,
        battery=values.get("battery"),
        signal=values.get("signal"),
        is_low=any(value < limits[name] for name, value in values.items()),
        has_order=station.has_order,
        series=tuple(row.id for row in measuring),
    )
