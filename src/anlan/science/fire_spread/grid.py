"""Ground and weather for a fire, and the rates they make."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.science.fire_spread import rothermel, wang
from anlan.science.fire_spread.fuels import fuel_model, fuel_models, wang_factors
from anlan.science.fire_spread.moves import MOVES, RISES, ROTHERMEL, STEEPEST, WANG, Array, Burning, Land
from anlan.science.refusing import Refused, all_within

MOST_CELLS: Final = 4_000_000
MOST_HOURS: Final = 72
BARRIER: Final = -1
LIVE_MOISTURE: Final = 1.0
_HOUR: Final = 60.0
_MS_PER_MPH: Final = 0.44704
TEN_METRES_OVER_SIX: Final = 1.15  # A wind at 10 m is that much stronger than at 20 ft (Turner, Lawson 1978).


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Rows from north to south: the fuel of each cell by ``fuel_words`` (-1 does not burn) and its height in m."""

    cell_m: float
    fuel: NDArray[np.int16]
    height: NDArray[np.float32]
    fuel_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Air:
    """Weather hour by hour: degrees C, %, wind at 10 m in m/s and the degrees it comes from; the last hour goes on."""

    temperature_c: Array
    humidity_pct: Array
    wind_ms: Array
    wind_from_deg: Array


def ground(cell_m: float, fuel: NDArray[np.int16], height: NDArray[np.float32], words: tuple[str, ...]) -> Ground:
    """Return the ground; refuse shapes that differ, cells out of size, heights that are no numbers, unknown fuels."""
    all_within("cell_m", cell_m, 5, 500)
    if fuel.ndim != 2 or fuel.shape != height.shape or min(fuel.shape) < 3:
        raise Refused("shapes_differ", f"{fuel.shape}, {height.shape}")
    if fuel.size > MOST_CELLS:
        raise Refused("too_many_cells", fuel.size)
    if fuel.min() < BARRIER or fuel.max() >= len(words):
        raise Refused("unknown_fuel", f"{fuel.min()} to {fuel.max()}")
    all_within("height_m", height, -200_000, 200_000)
    return Ground(cell_m=cell_m, fuel=fuel.astype(np.int16), height=height.astype(np.float32), fuel_words=words)


def air(temperature_c: Array, humidity_pct: Array, wind_ms: Array, wind_from_deg: Array) -> Air:
    """Return the weather; refuse hours that differ in number and values out of range."""
    parts = [np.atleast_1d(np.asarray(part, dtype=float)) for part in (temperature_c, humidity_pct, wind_ms)]
    blows = np.atleast_1d(all_within("wind_from_deg", wind_from_deg, 0, 360))
    if len({part.size for part in (*parts, blows)}) != 1 or not 1 <= blows.size <= MOST_HOURS:
        raise Refused("hours_differ", [part.size for part in (*parts, blows)])
    all_within("temperature_c", parts[0], -20, 45)
    all_within("humidity_pct", parts[1], 0, 100)
    all_within("wind_ms", parts[2], 0, 30)
    return Air(temperature_c=parts[0], humidity_pct=parts[1], wind_ms=parts[2], wind_from_deg=blows)


def land(where: Ground) -> Land:
    """Return the ground as the kernel reads it."""
    south, east = np.gradient(where.height.astype(float), where.cell_m)
    return Land(
        columns=where.fuel.shape[1],
        cell_m=float(where.cell_m),
        fuel=np.ascontiguousarray(where.fuel).ravel(),
        height=np.ascontiguousarray(where.height).ravel(),
        east=np.ascontiguousarray(east, dtype=np.float32).ravel(),
        north=np.ascontiguousarray(-south, dtype=np.float32).ravel(),
    )


def burning(family: str, words: tuple[str, ...], weather: Air, factor: float = 1.0) -> Burning:
    """Return a member's rates under its weather, times a factor for all that the formula does not know."""
    if family == "wang":
        return _by_wang(words, weather, factor)
    if family == "rothermel":
        return _by_rothermel(words, weather, factor)
    raise Refused("unknown_family", family)


def _by_wang(words: tuple[str, ...], weather: Air, factor: float) -> Burning:
    all_within("wind_ms", weather.wind_ms, 0, wang.MOST_WIND_MS)
    factors = wang_factors()
    if set(words) - set(factors):
        raise Refused("unknown_fuel", ", ".join(sorted(set(words) - set(factors))))
    still = wang.still_rate(weather.temperature_c, weather.wind_ms, weather.humidity_pct)
    base = still[:, None] * np.array([factors[word] for word in words])[None, :] * factor
    toward = np.radians(weather.wind_from_deg + 180)[:, None]
    heading = np.arctan2(MOVES[:, 1], -MOVES[:, 0])[None, :]
    along = wang.wind_factor(weather.wind_ms[:, None], np.degrees(heading - toward))
    hours, none = weather.wind_ms.size, np.zeros((weather.wind_ms.size, len(words)))
    flat = np.zeros(hours)
    return Burning(WANG, _HOUR, base, along, _rises(), none, flat, flat, none, none, none)


@cache
def _rises() -> Array:
    return wang.slope_factor_of(np.linspace(-STEEPEST, STEEPEST, RISES))


def _by_rothermel(words: tuple[str, ...], weather: Air, factor: float) -> Burning:
    numbers = {model.word: number for number, model in fuel_models().items()}
    if set(words) - set(numbers):
        raise Refused("unknown_fuel", ", ".join(sorted(set(words) - set(numbers))))
    shape = (weather.wind_ms.size, len(words))
    base, wind, slope, gain, power = (np.zeros(shape) for _ in range(5))
    moist = rothermel.fine_moisture(weather.temperature_c, weather.humidity_pct)
    for hour in range(shape[0]):
        for place, word in enumerate(words):
            model = fuel_model(numbers[word])
            bed = rothermel.bed(model, dead_moistures(float(moist[hour])), LIVE_MOISTURE)
            blows = weather.wind_ms[hour] / TEN_METRES_OVER_SIX * model.wind_share * rothermel.FTMIN_PER_MS
            base[hour, place] = bed.rate / rothermel.FEET_PER_M * factor
            wind[hour, place] = bed.wind * min(blows, 0.9 * bed.intensity) ** bed.power
            slope[hour, place], power[hour, place] = bed.slope, 1 / bed.power
            gain[hour, place] = (1 / bed.wind) * (_MS_PER_MPH * rothermel.FTMIN_PER_MS) ** -bed.power
    toward = np.radians(weather.wind_from_deg + 180)
    along = np.ones((shape[0], len(MOVES)))
    east, north = np.sin(toward), np.cos(toward)
    return Burning(ROTHERMEL, _HOUR, base, along, _rises(), wind, east, north, slope, gain, power)


def dead_moistures(fine: float) -> tuple[float, float, float]:
    """Return moistures of 1 h, 10 h and 100 h fuels where only the finest is known: a hundredth more each."""
    return fine + 0.01, fine + 0.02, fine + 0.03


def lit_cells(where: Ground, lit: list[tuple[int, int]]) -> NDArray[np.int64]:
    """Return the numbers of burning cells; refuse none, one outside, and fires of which none burns."""
    if not lit:
        raise Refused("nothing_burns")
    cells = numbers_of(where, lit)
    if (where.fuel.ravel()[cells] < 0).all():
        raise Refused("nothing_burns", "the ground there does not burn")
    return cells


def numbers_of(where: Ground, cells: list[tuple[int, int]]) -> NDArray[np.int64]:
    """Return the numbers of cells by row and column; refuse one outside the ground."""
    rows, columns = where.fuel.shape
    for row, column in cells:
        if not (0 <= row < rows and 0 <= column < columns):
            raise Refused("outside_the_ground", f"{row}, {column}")
    return np.array([row * columns + column for row, column in cells], dtype=np.int64)
