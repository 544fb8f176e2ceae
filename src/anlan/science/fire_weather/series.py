"""The fire-weather index of many places over many days: the same equations as ``index``, on whole arrays.

Arrays are days by places. A test holds every number equal to what ``index`` gives for the same day.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anlan.science.fire_weather.index import (
    DAY_LENGTH,
    DAY_LENGTH_SOUTH,
    DROUGHT_FACTOR,
    DROUGHT_FACTOR_TROPIC,
    FINE,
    SOUTH_OF,
    TROPIC,
    Codes,
)
from anlan.science.refusing import Refused

Array = NDArray[np.float64]
_RANGES: Final = {"temperature": (-50.0, 60.0), "humidity": (0.0, 100.0), "wind": (0.0, 250.0), "rain": (0.0, 1000.0)}
_LATITUDES: Final = (10.0, 60.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Noon weather, days by places: degrees C, %, km/h, and mm of the 24 h before."""

    temperature: Array
    humidity: Array
    wind: Array
    rain: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Codes and indices, days by places."""

    ffmc: Array
    dmc: Array
    dc: Array
    isi: Array
    bui: Array
    fwi: Array


@dataclass(frozen=True, slots=True)
class _Places:
    day_length: Array
    drought: Array


def series(days: Days, months: ArrayLike, latitudes: ArrayLike, before: Codes | None = None) -> Series:
    """Return each day's codes and indices at each place; ``months`` by day, ``latitudes`` by place.

    The codes of the day before the first are the usual ones of a season's start unless they are given. Weather that
    is not a number or out of range is refused with its day and place, counted from 0.
    """
    month, latitude = np.asarray(months, dtype=np.int64), np.asarray(latitudes, dtype=float)
    _check(days, month, latitude)
    shape = days.temperature.shape
    start = before or Codes()
    found = Series(**{name: np.empty(shape) for name in ("ffmc", "dmc", "dc", "isi", "bui", "fwi")})
    carried = tuple(np.full(shape[1], code) for code in (start.ffmc, start.dmc, start.dc))
    by_month = {number: _of_month(int(number), latitude) for number in np.unique(month)}
    for day in range(shape[0]):
        noon = (days.temperature[day], days.humidity[day], days.wind[day], days.rain[day])
        places = by_month[month[day]]
        carried = (_fine(*noon, carried[0]), _duff(noon, carried[1], places), _drought(noon, carried[2], places))
        found.ffmc[day], found.dmc[day], found.dc[day] = carried
        found.isi[day], found.bui[day] = _spread(carried[0], days.wind[day]), _build_up(*carried[1:])
        found.fwi[day] = _index(found.isi[day], found.bui[day])
    return found


def _check(days: Days, months: NDArray[np.int64], latitudes: Array) -> None:
    shape = days.temperature.shape
    if len(shape) != 2 or shape[0] != months.size or shape[1] != latitudes.size:
        raise Refused("shapes_differ", f"{shape} for {months.size} days and {latitudes.size} places")
    if months.size and (months.min() < 1 or months.max() > 12):
        raise Refused("month_out_of_range", months)
    if latitudes.size and not np.all((latitudes >= _LATITUDES[0]) & (latitudes <= _LATITUDES[1])):
        raise Refused("latitude_out_of_range", latitudes)
    for name, (least, most) in _RANGES.items():
        values = getattr(days, name)
        if values.shape != shape:
            raise Refused("shapes_differ", name)
        wrong = ~((values >= least) & (values <= most))
        if wrong.any():
            day, place = np.argwhere(wrong)[0]
            raise Refused(f"{name}_out_of_range", f"{values[day, place]} on day {day} at place {place}")


def _of_month(month: int, latitude: Array) -> _Places:
    lengths = np.where(latitude > SOUTH_OF, DAY_LENGTH[month - 1], DAY_LENGTH_SOUTH[month - 1])
    return _Places(lengths, np.where(latitude > TROPIC, DROUGHT_FACTOR[month - 1], DROUGHT_FACTOR_TROPIC))


def _fine(temperature: Array, humidity: Array, wind: Array, rain: Array, before: Array) -> Array:
    moisture = FINE * (101 - before) / (59.5 + before)
    wet = np.flatnonzero(rain > 0.5)
    if wet.size:
        moisture[wet] = _wetted(moisture[wet], rain[wet] - 0.5)
    near = 10 * np.exp((humidity - 100) / 10)
    warmth = 0.18 * (21.1 - temperature) * (1 - np.exp(-0.115 * humidity))
    drying = 0.942 * humidity**0.679 + 1.1 * near + warmth
    wetting = 0.618 * humidity**0.753 + near + warmth
    dries, wets = moisture > drying, moisture < wetting
    share = np.where(dries, humidity, 100 - humidity) / 100
    share8 = share * share
    share8 *= share8
    share8 *= share8
    rate = (0.424 * (1 - share**1.7) + 0.0694 * np.sqrt(wind) * (1 - share8)) * 0.581 * np.exp(0.0365 * temperature)
    towards = np.where(dries, drying, np.where(wets & ~dries, wetting, moisture))
    moisture = towards + (moisture - towards) * np.exp(-np.log(10) * rate)
    return np.asarray(np.clip(59.5 * (250 - moisture) / (FINE + moisture), 0.0, 101.0))


def _wetted(moisture: Array, rain: Array) -> Array:
    wet = moisture + 42.5 * rain * np.exp(-100 / (251 - moisture)) * (1 - np.exp(-6.93 / rain))
    wet += np.where(moisture > 150, 0.0015 * (moisture - 150) ** 2 * np.sqrt(rain), 0.0)
    return np.asarray(np.minimum(wet, 250.0))


def _duff(noon: tuple[Array, ...], before: Array, places: _Places) -> Array:
    temperature, humidity, _, rain = noon
    warmth = np.maximum(temperature, -1.1) + 1.1
    drying = 1.894 * warmth * (100 - humidity) * places.day_length * 1e-4
    code = before.copy()
    wet = np.flatnonzero(rain > 1.5)
    if wet.size:
        was, fell = before[wet], 0.92 * rain[wet] - 1.27
        moisture = 20 + 280 / np.exp(0.023 * was)
        after = moisture + 1000 * fell / (48.77 + _slope(was) * fell)
        code[wet] = np.maximum(43.43 * (5.6348 - np.log(after - 20)), 0.0)
    return np.maximum(code + drying, 0.0)


def _slope(before: Array) -> Array:
    log = np.log(np.maximum(before, 33.0))
    return np.where(before <= 33, 100 / (0.5 + 0.3 * before), np.where(before <= 65, 14 - 1.3 * log, 6.2 * log - 17.2))


def _drought(noon: tuple[Array, ...], before: Array, places: _Places) -> Array:
    temperature, rain = noon[0], noon[3]
    evaporation = np.maximum(0.36 * (np.maximum(temperature, -2.8) + 2.8) + places.drought, 0.0) / 2
    code = before.copy()
    wet = np.flatnonzero(rain > 2.8)
    if wet.size:
        fell = 0.83 * rain[wet] - 1.27
        moisture = 800 * np.exp(-before[wet] / 400)
        code[wet] = np.maximum(before[wet] - 400 * np.log(1 + 3.937 * fell / moisture), 0.0)
    return np.maximum(code + evaporation, 0.0)


def _spread(ffmc: Array, wind: Array) -> Array:
    moisture = FINE * (101 - ffmc) / (59.5 + ffmc)
    fuel = 91.9 * np.exp(-0.1386 * moisture) * (1 + moisture**5.31 / 4.93e7)
    return np.asarray(0.208 * np.exp(0.05039 * wind) * fuel)


def _build_up(dmc: Array, dc: Array) -> Array:
    deep = 0.4 * dc
    both = np.where(dmc + deep > 0, dmc + deep, 1.0)
    shallow = 0.8 * dmc * dc / both
    other = dmc - (1 - 0.8 * dc / both) * (0.92 + (0.0114 * dmc) ** 1.7)
    return np.where(dmc <= deep, shallow, np.maximum(other, 0.0))


def _index(isi: Array, bui: Array) -> Array:
    duff = np.where(bui <= 80, 0.626 * bui**0.809 + 2, 1000 / (25 + 108.64 / np.exp(0.023 * bui)))
    intensity = 0.1 * isi * duff
    strong = np.exp(2.72 * (0.434 * np.log(np.maximum(intensity, 1.0))) ** 0.647)
    return np.where(intensity <= 1, intensity, strong)
