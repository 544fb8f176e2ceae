"""A fire's way over the ground, and many under weather that differs as forecasts err: the chance of its arrival.

This module brings a compiler with it; import it where a fire is reckoned.
"""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from anlan.science.fire_spread import grid, kernel, wang
from anlan.science.fire_spread.settings import settings
from anlan.science.refusing import all_within

Array = NDArray[np.float64]
_MOST_MEMBERS: Final = 1000
_SEED: Final = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a fire is reckoned: rates by family, hours ahead, members, threads."""

    family: str
    hours: int
    members: int = 100
    threads: int = 2
    seed: int = _SEED


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """Members that reached each cell by the end of each hour, and each watched cell's minutes member by member."""

    counts: NDArray[np.uint16]
    watched: Array
    members: int

    def probability(self, hour: int) -> Array:
        """Return the share of members that reached each cell by the end of an hour, counted from 1."""
        return np.asarray(self.counts[hour - 1] / self.members)

    def hour_of(self, share: float) -> Array:
        """Return the first hour by whose end at least that share reached each cell, infinite where none."""
        reached = self.counts >= np.ceil(share * self.members)
        return np.where(reached.any(axis=0), reached.argmax(axis=0) + 1.0, np.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """When a fire reaches a place: minutes of the early, middle and late members, and the share that reach it."""

    low: float
    best: float
    high: float
    share: float


def spread(where: grid.Ground, weather: grid.Air, lit: list[tuple[int, int]], *, family: str, hours: float) -> Array:
    """Return the minute at which the fire reaches each cell, infinite where it does not within so many hours."""
    cells = grid.lit_cells(where, lit)
    all_within("hours", hours, 0.1, grid.MOST_HOURS)
    member = grid.burning(family, where.fuel_words, weather)
    return kernel.arrivals(grid.land(where), member, cells, hours * 60.0).reshape(where.fuel.shape)


def ensemble(
    where: grid.Ground,
    weather: grid.Air,
    lit: list[tuple[int, int]],
    asked: Asked,
    *,
    watched: list[tuple[int, int]] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Ensemble:
    """Reckon all members and return their counts; ``progress`` is told after each and may raise to stop them."""
    all_within("hours", asked.hours, 1, grid.MOST_HOURS)
    all_within("members", asked.members, 1, _MOST_MEMBERS)
    cells = grid.lit_cells(where, lit)
    watched_cells = grid.numbers_of(where, watched or [])
    counts = np.zeros((asked.hours, where.fuel.size), np.uint16)
    minutes = np.full((asked.members, watched_cells.size), np.inf)
    burnings = members(where.fuel_words, weather, asked)
    run = partial(kernel.arrivals, grid.land(where), lit=cells, until=asked.hours * 60.0)
    with closing(_in_threads(run, burnings, asked.threads)) as found:
        for number, times in enumerate(found):
            reached = np.flatnonzero(np.isfinite(times))
            hour = np.minimum((times[reached] / 60.0).astype(np.int64), asked.hours - 1)
            counts[hour, reached] += 1
            minutes[number] = times[watched_cells]
            if progress:
                progress(number + 1)
    np.cumsum(counts, axis=0, out=counts)
    return Ensemble(counts=counts.reshape(asked.hours, *where.fuel.shape), watched=minutes, members=asked.members)


def _in_threads(run: Callable[..., Array], burnings: Iterator[Any], threads: int) -> Generator[Array, None, None]:
    """Yield what comes of each member in order, with no more than twice the threads at work or waiting."""
    waiting: list[Any] = []
    with ThreadPoolExecutor(threads) as pool:
        try:
            for one in burnings:
                waiting.append(pool.submit(run, one))
                if len(waiting) >= 2 * threads:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            for one in waiting:
                one.cancel()


def members(words: tuple[str, ...], weather: grid.Air, asked: Asked) -> Iterator[Any]:
    """Yield each member's rates; the first has the weather as it is given and the formula's own rate."""
    spread = settings()["members"]
    random = np.random.default_rng(asked.seed)
    for number in range(asked.members):
        draw = random.standard_normal(5)
        if number == 0:
            draw[:] = 0
        yield grid.burning(
            asked.family, words, _drawn(weather, draw, spread, asked.family), np.exp(spread["rate_ln"] * draw[0])
        )


def _drawn(weather: grid.Air, draw: Array, spread: dict[str, Any], family: str) -> grid.Air:
    most = wang.MOST_WIND_MS if family == "wang" else 30.0
    drawn_wind = weather.wind_ms * np.exp(spread["wind_ln"] * draw[1])
    return replace(
        weather,
        wind_ms=np.where(weather.wind_ms > most, weather.wind_ms, np.minimum(drawn_wind, most)),
        wind_from_deg=(weather.wind_from_deg + spread["wind_from_deg"] * draw[2]) % 360,
        temperature_c=np.clip(weather.temperature_c + spread["temperature_c"] * draw[3], -20, 45),
        humidity_pct=np.clip(weather.humidity_pct + spread["humidity_pct"] * draw[4], 0, 100),
    )


def arrival(minutes: Array) -> Arrival:
    """Return when members reach a place from their minutes; a late or middle one that does not come is infinite."""
    marks = settings()["places"]
    ordered = np.sort(minutes)
    picks = [ordered[min(int(share * ordered.size), ordered.size - 1)] for share in (marks["low"], 0.5, marks["high"])]
    return Arrival(
        low=float(picks[0]), best=float(picks[1]), high=float(picks[2]), share=float(np.isfinite(minutes).mean())
    )
