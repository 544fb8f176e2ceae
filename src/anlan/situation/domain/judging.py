"""What the records say of a period: counts beside earlier ones, tests, hot spots."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from anlan.science.refusing import Refused
from anlan.science.trend.hot_spots import FEWEST, hot_spots
from anlan.science.trend.monotone import trend
from anlan.science.trend.rates import holm, rate_change

ALPHA: Final = 0.05


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as it is counted: which day of its period, its group, its unit, its place and what it cost."""

    day: int
    group: str
    unit: str
    longitude: float | None
    latitude: float | None
    dead: int
    missing: int
    injured: int


@dataclass(frozen=True, slots=True)
class Line:
    """A group or unit: now, just before, in the same days of earlier years; the test's answer where one was made."""

    key: str
    now: int
    before: int
    earlier: int
    ratio: float | None
    p_value: float | None

    @property
    def is_unusual(self) -> bool:
        """Tell whether chance alone would seldom give this, all tests considered."""
        return self.p_value is not None and self.p_value < ALPHA


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where events gather."""

    longitude: float
    latitude: float
    count: int


def lines_of(
    now: Iterable[str], before: Iterable[str], earlier: Iterable[str], days: tuple[int, int]
) -> tuple[Line, ...]:
    """Return the counts by key, the most frequent first, each tested against the same days of earlier years.

    ``days`` are how many the period has, and how many the earlier ones have together; none, nothing is tested. The
    chances are corrected for there being many keys.
    """
    counts = tuple(Counter(each) for each in (now, before, earlier))
    keys = sorted({key for count in counts for key in count}, key=lambda key: (-counts[0][key], -counts[2][key], key))
    changes = [rate_change(counts[0][key], days[0], counts[2][key], days[1]) for key in keys] if days[1] else []
    chances = holm([change.p_value for change in changes]) if changes else ()
    return tuple(
        Line(
            key=key,
            now=counts[0][key],
            before=counts[1][key],
            earlier=counts[2][key],
            ratio=_finite(changes[at].ratio) if changes else None,
            p_value=round(float(chances[at]), 5) if changes else None,
        )
        for at, key in enumerate(keys)
    )


def total_of(counts: tuple[int, int, int], days: tuple[int, int]) -> Line:
    """Return all events as one line: now, just before, in earlier years; one test needs no correction."""
    now, previous, earlier = counts
    change = rate_change(now, days[0], earlier, days[1]) if days[1] else None
    return Line(
        key="",
        now=now,
        before=previous,
        earlier=earlier,
        ratio=_finite(change.ratio) if change else None,
        p_value=round(change.p_value, 5) if change else None,
    )


def by_day(
    lengths: Sequence[int], now: Iterable[int], before: Iterable[int], years: Sequence[Iterable[int]]
) -> tuple[tuple[int, int | None, float | None], ...]:
    """Return for each day how many events it had, the same day of the days before, and the mean of earlier years.

    ``lengths`` are the days of the period and of the days before, which may be fewer; where there is nothing to be
    compared with, there is no number.
    """
    counts, previous = Counter(now), Counter(before)
    past = Counter(day for year in years for day in year)
    return tuple(
        (
            counts[day],
            previous[day] if day < lengths[1] else None,
            round(past[day] / len(years), 2) if years else None,
        )
        for day in range(lengths[0])
    )


def spots_of(places: Sequence[tuple[float, float]]) -> tuple[tuple[Spot, ...], str]:
    """Return where events gather, or none with the reason why that cannot be said."""
    if len(places) < FEWEST:
        return (), "too_few"
    try:
        found = hot_spots([place[0] for place in places], [place[1] for place in places])
    except Refused as refusal:
        return (), refusal.code
    return tuple(Spot(round(s.longitude, 4), round(s.latitude, 4), s.count) for s in found if s.count > 1), ""


def course_of(months: Mapping[str, int]) -> dict[str, object]:
    """Return the trend of the counts of months in a row: Kendall's S and its chance; nothing below four."""
    values = [months[key] for key in sorted(months)]
    try:
        found = trend(values)
    except Refused:
        return {}
    return {"s": found.s, "p_value": round(found.p_value, 4), "slope": round(found.slope, 3)}


def _finite(ratio: float) -> float | None:
    return None if ratio == float("inf") else round(ratio, 2)
