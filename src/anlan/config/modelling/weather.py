"""Rows in the order of time: fire weather carries its codes, rain is summed over windows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import numpy as np

from anlan.config.modelling.manifest import Manifest, RowRefused, refused
from anlan.config.modelling.rows import Outcome, Row
from anlan.science.fire_weather.index import Codes, FireWeather, Weather, fire_weather
from anlan.science.rainfall.windows import MICROMETRES_PER_MM, depths_of, minutes_of, window_sums

WINDOW_HOURS: Final = (1, 3, 6, 12, 24)
_MOST_MINUTES: Final = 400 * 1440
_BEFORE: Final = ("ffmc_before", "dmc_before", "dc_before")


def fire(rows: Iterable[Row], by: Manifest) -> Iterator[Outcome]:
    """Return each day's codes and indices; after a refused day its place goes on only where codes are given anew."""
    chains: dict[str, tuple[date, Codes] | None] = {}
    for row in rows:
        place = row.cells.get("place", "").strip()
        try:
            values = by.values(row.cells)
            found = _day(values, chains, place)
        except RowRefused as refusal:
            chains[place] = None
            yield refused((row.number,), row.cells, refusal)
            continue
        chains[place] = (values["date"], found.codes)
        yield Outcome((row.number,), {**row.cells, **_indices(found)})


def _day(values: dict[str, Any], chains: dict[str, tuple[date, Codes] | None], place: str) -> FireWeather:
    weather = Weather(
        temperature=values["temperature_c"],
        humidity=values["humidity_pct"],
        wind=values["wind_kmh"],
        rain=values["rain_mm"],
    )
    before = _codes_before(values, chains, place)
    return fire_weather(weather, before, month=values["date"].month, latitude=values["latitude"])


def _codes_before(values: dict[str, Any], chains: dict[str, tuple[date, Codes] | None], place: str) -> Codes:
    given = [values[name] for name in _BEFORE]
    if any(each is not None for each in given):
        if any(each is None for each in given):
            raise RowRefused("codes_before_incomplete", ", ".join(_BEFORE))
        return Codes(ffmc=given[0], dmc=given[1], dc=given[2])
    if place not in chains:
        return Codes()
    chain = chains[place]
    if chain is None:
        raise RowRefused("day_before_was_refused", "date", values["date"])
    if values["date"] != chain[0] + timedelta(days=1):
        raise RowRefused("not_the_next_day", "date", values["date"])
    return chain[1]


def _indices(found: FireWeather) -> dict[str, float]:
    codes = {"ffmc": found.codes.ffmc, "dmc": found.codes.dmc, "dc": found.codes.dc}
    return {
        name: round(value, 3) for name, value in {**codes, "isi": found.isi, "bui": found.bui, "fwi": found.fwi}.items()
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    row: Row
    minute: int
    depth: int


def rain(rows: Iterable[Row], by: Manifest) -> Iterator[Outcome]:
    """Return for each reading the depth over the windows that end with it; gauge by gauge."""
    gauges: dict[str, list[_Reading]] = {}
    for row in rows:
        gauge = row.cells.get("station", "").strip()
        try:
            values = by.values(row.cells)
            reading = _reading(row, values, gauges.get(gauge, []))
        except RowRefused as refusal:
            yield refused((row.number,), row.cells, refusal)
            continue
        gauges.setdefault(gauge, []).append(reading)
    for readings in gauges.values():
        yield from _sums(readings)


def _reading(row: Row, values: dict[str, Any], earlier: list[_Reading]) -> _Reading:
    at: datetime = values["time"]
    minute = int(minutes_of(np.array([round(at.timestamp() * 1_000_000)], dtype=np.int64))[0])
    if earlier and minute <= earlier[-1].minute:
        raise RowRefused("not_after_the_row_before", "time", at.isoformat())
    if earlier and minute - earlier[0].minute > _MOST_MINUTES:
        raise RowRefused("more_than_400_days", "time", at.isoformat())
    return _Reading(row, minute, int(depths_of(np.array([values["depth_mm"]]))[0]))


def _sums(readings: list[_Reading]) -> Iterator[Outcome]:
    lengths = tuple(hours * 60 for hours in WINDOW_HOURS)
    first, count = readings[0].minute, readings[-1].minute - readings[0].minute + 1
    lead = max(lengths) - 1
    bins = np.zeros((1, lead + count), dtype=np.int64)
    for reading in readings:
        bins[0, lead + reading.minute - first] = reading.depth
    sums = window_sums(bins, lengths, count)[0]
    for reading in readings:
        depths = sums[:, reading.minute - first] / MICROMETRES_PER_MM
        told = {f"depth_{hours}h_mm": float(depth) for hours, depth in zip(WINDOW_HOURS, depths, strict=True)}
        yield Outcome((reading.row.number,), {**reading.row.cells, **told})
