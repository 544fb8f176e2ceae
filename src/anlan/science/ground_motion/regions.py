"""Which region's coefficients hold at a place, by borders drawn as data."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from anlan.kernel.later import later
from anlan.science.earthquake_intensity.source import Source, km_from_trace

shapely = later("shapely")

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The region of a place (empty: no relation holds), others whose border is near, and the mark of the borders."""

    word: str
    near: tuple[str, ...]
    mark: str


def region_at(longitude: float, latitude: float) -> Where:
    """Return the region that holds at a place, and those whose border is nearer than the borders are sure."""
    here = shapely.Point(longitude, latitude)
    inside = [word for word, ring in rings() if shapely.Polygon(ring).covers(here)]
    word, unsure = inside[0] if inside else "", float(_table()["unsure_km"])
    near = {other for other, ring in rings() if other != word and _km_to(longitude, latitude, ring) < unsure}
    return Where(word=word, near=tuple(sorted(near)), mark=_table()["mark"])


@cache
def rings() -> tuple[tuple[str, Ring], ...]:
    """Return the outlines of the regions with their words; a region may have several."""
    borders = _table()["border"]
    return tuple(
        (each["word"], _joined([_walked(borders, name) for name in each["around"]])) for each in _table()["ring"]
    )


def _walked(borders: dict[str, Any], name: str) -> list[tuple[float, float]]:
    line = [(float(x), float(y)) for x, y in borders[name.removeprefix("-")]]
    return line[::-1] if name.startswith("-") else line


def _joined(lines: Sequence[Sequence[tuple[float, float]]]) -> Ring:
    corners = list(lines[0])
    for line in lines[1:]:
        if line[0] != corners[-1]:
            raise ValueError(f"the borders do not meet at {line[0]}")
        corners += line[1:]
    if corners[0] != corners[-1]:
        raise ValueError(f"the borders do not close at {corners[0]}")
    return tuple(corners)


def _km_to(longitude: float, latitude: float, ring: Ring) -> float:
    here = Source(longitude=longitude, latitude=latitude, magnitude=6.0, trace=ring)
    return float(km_from_trace(here, [longitude], [latitude])[0])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.science.ground_motion") / "regions.toml").read_text("utf-8"))
