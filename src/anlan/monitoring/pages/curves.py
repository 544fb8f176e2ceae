"""What the chart of a station draws: readings or roll-ups by the length of the period, gaps, thresholds, alarms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA
from anlan.monitoring import api
from anlan.web.charts import Mark, Series, Threshold
from anlan.web.parts import LEVEL_WORDS

LENGTHS: Final = {
    "24h": timedelta(hours=24),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "1y": timedelta(days=366),
    "10y": timedelta(days=3660),
}
_LONGEST: Final = LENGTHS["10y"]
_RAW_UNTIL: Final = timedelta(days=3)
_BARS_FROM: Final = timedelta(hours=6)
_HOURS_UNTIL: Final = timedelta(days=92)
_MOST_RAW: Final = 6000
_MOST_MARKS: Final = 40

Points = tuple[tuple[datetime, float | None], ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The time that the page shows."""

    name: str
    since: datetime
    until: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.until - self.since


def period_of(request: HttpRequest, now: datetime) -> Period:
    """Return the period that the address asks for: a named one that ends now, or the reader's own."""
    name = request.GET.get("period", "24h")
    since, until = (_instant(request.GET.get(field, "")) for field in ("since", "until"))
    if name == "own" and since and until and since < until:
        return Period("own", max(since, until - _LONGEST), until)
    name = name if name in LENGTHS else "24h"
    return Period(name, now - LENGTHS[name], now)


def step_of(period: Period, usual_minutes: float) -> str:
    """Return what is drawn of a period: raw readings, hours or days."""
    expected = period.length / timedelta(minutes=max(usual_minutes, 0.1))
    if period.length <= _RAW_UNTIL and expected <= _MOST_RAW:
        return "raw"
    return "hour" if period.length <= _HOURS_UNTIL else "day"


def lines_of(actor: Actor, series: api.SeriesRow, period: Period) -> tuple[tuple[Series, ...], str]:
    """Return what is drawn of a series, and of what: raw, hour or day."""
    quantity = api.quantities().get(series.quantity)
    step = step_of(period, series.period_minutes)
    label = api.quantity_label(series.quantity)
    if quantity is not None and quantity.adds_up:
        return _sums(actor, series, period, step)
    if step == "raw":
        points = with_gaps(api.history(actor, series.id, period.since, period.until), series.period_minutes)
        doubtful = api.doubtful(actor, series.id, period.since, period.until)
        return (Series(name=label, points=points, unit=series.unit, doubtful=doubtful),), step
    rows = api.rolled(actor, series.id, period.since, period.until, step=step)
    length = 60 if step == "hour" else 1440
    digits = quantity.decimals if quantity else 2
    means = with_gaps([(row.start, round(row.mean, digits)) for row in rows], length)
    most = with_gaps([(row.start, row.greatest) for row in rows], length)
    least = with_gaps([(row.start, row.least) for row in rows], length)
    return (
        Series(name=_("%(what)s, mean") % {"what": label}, points=means, unit=series.unit),
        Series(name=_("Greatest"), points=most, unit=series.unit),
        Series(name=_("Least"), points=least, unit=series.unit),
    ), step


def beside(actor: Actor, others: Sequence[tuple[str, api.SeriesRow]], period: Period) -> tuple[Series, ...]:
    """Return one line for each other station, named by it."""
    return tuple(
        Series(name=name, points=lines_of(actor, series, period)[0][0].points, unit=series.unit, kind="line")
        for name, series in others
    )


def with_gaps(points: Sequence[tuple[datetime, float]], usual_minutes: float) -> Points:
    """Return points with an empty one wherever at least one reading of the period is missing."""
    longest = timedelta(minutes=1.5 * usual_minutes)
    found: list[tuple[datetime, float | None]] = []
    for time, value in points:
        if found and time - found[-1][0] > longest:
            found.append((found[-1][0] + longest / 3, None))
        found.append((time, value))
    return tuple(found)


def thresholds_of(standings: Sequence[api.Standing], *, window_minutes: int) -> tuple[Threshold, ...]:
    """Return the lines that belong to what is drawn: values, or sums of the hour that a bar shows."""
    return tuple(
        Threshold(label=f"{each.title} {_(LEVEL_WORDS[each.level])}", value=round(each.threshold, 3), level=each.level)
        for each in standings
        if each.window_minutes == window_minutes
        and each.aggregate in ((api.Aggregate.SUM,) if window_minutes else (api.Aggregate.VALUE,))
    )


def marks_of(station_id: object, period: Period, titles: dict[str, str]) -> tuple[Mark, ...]:
    """Return when rules were reached at the station in the period, the newest ones of too many."""
    events = api.reached_at(station_id, period.since, period.until, limit=_MOST_MARKS)
    return tuple(Mark(label=titles.get(rule) or api.rule_title(rule), at=at, level=level) for at, rule, level in events)


def _sums(actor: Actor, series: api.SeriesRow, period: Period, step: str) -> tuple[tuple[Series, ...], str]:
    """Draw what adds up as bars (by the hour, unless the period is short) and what has come so far."""
    if step == "raw" and period.length <= _BARS_FROM:
        points = api.history(actor, series.id, period.since, period.until)
        name = api.quantity_label(series.quantity)
    elif step == "day":
        rows = api.rolled(actor, series.id, period.since, period.until, step="day")
        points = tuple((row.start, round(row.total, 1)) for row in rows)
        name = _("%(what)s of the day") % {"what": api.quantity_label(series.quantity)}
    else:
        step = "hour"
        hours = api.rolled(actor, series.id, period.since, period.until, step="hour")
        points = tuple((row.start + timedelta(hours=1), round(row.total, 1)) for row in hours)
        name = _("%(what)s in the hour") % {"what": api.quantity_label(series.quantity)}
    so_far = tuple(
        (at, round(total, 1))
        for (at, _value), total in zip(points, accumulate(value for _at, value in points), strict=True)
    )
    bars = Series(
        name=name,
        points=points,
        unit=series.unit,
        kind="bar",
        doubtful=api.doubtful(actor, series.id, period.since, period.until) if step == "raw" else (),
    )
    return (bars, Series(name=_("So far"), points=so_far, unit=series.unit, on_second_axis=True)), step


def _instant(text: str) -> datetime | None:
    """Return what a date-and-time field of the page gave, in China time."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=CHINA)
    except ValueError:
        return None
