"""Official isoseismal areas against the zones reckoned: in degrees, and in km2 for the table."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from tests.verification.checks import Check

from anlan.science.earthquake_intensity.ellipses import zone
from anlan.science.earthquake_intensity.relations import Relation, relations
from anlan.science.earthquake_intensity.source import Source

DATA = Path(__file__).with_name("official_areas.toml")
GREAT = 7.5


@cache
def earthquakes() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(DATA.read_text("utf-8"))["earthquake"])


def source_of(quake: dict[str, Any], *, with_trace: bool = False) -> Source:
    trace = tuple((east, north) for east, north in quake.get("trace", ())) if with_trace else ()
    return Source(
        longitude=quake["longitude"],
        latitude=quake["latitude"],
        magnitude=quake["magnitude"],
        strike_deg=quake["strike"],
        trace=trace,
    )


def reached(quake: dict[str, Any]) -> dict[int, float]:
    """Return the official area in which each degree or more was found."""
    degrees = sorted(map(int, quake["zones"]), reverse=True)
    sums = np.cumsum([quake["zones"][str(degree)] for degree in degrees])
    return dict(zip(degrees, map(float, sums), strict=True))


def area(source: Source, by: Relation, degree: float) -> float:
    found = zone(source, by, degree)
    return found.area_km2 if found else 0.0


def degree_of_area(source: Source, by: Relation, wanted: float) -> float:
    """Return the degree whose reckoned zone has an area."""
    low, high = 1.0, 14.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if area(source, by, middle) > wanted else (low, middle)
    return low


def degrees_found(quake: dict[str, Any], word: str, *, with_trace: bool = False) -> dict[int, float]:
    source, by = source_of(quake, with_trace=with_trace), relations()[word]
    return {degree: degree_of_area(source, by, wanted) for degree, wanted in reached(quake).items()}


def _check(quake: dict[str, Any], degrees: range, bound: float, *, with_trace: bool = False) -> Check:
    taken = [degree for degree in reached(quake) if degree in degrees]
    how = ", along the rupture's line" if with_trace else ""
    said = "" if quake["mark"] == "verified" else " (areas in part from memory)"
    return Check(
        what=f"{quake['name']}{how}: the degree whose zone has the official area, degrees {min(taken)} to {max(taken)}",
        source=quake["source"] + said,
        unit="degrees",
        expected=taken,
        found=lambda: [degrees_found(quake, "west", with_trace=with_trace)[degree] for degree in taken],
        bound=bound,
    )


def _checks() -> tuple[Check, ...]:
    ordinary = [quake for quake in earthquakes() if quake["magnitude"] < GREAT]
    great = [quake for quake in earthquakes() if quake["magnitude"] >= GREAT]
    return (
        *(_check(quake, range(6, 9), 0.7) for quake in ordinary),
        *(_check(quake, range(9, 12), np.inf) for quake in ordinary if max(reached(quake)) >= 9),
        *(_check(quake, range(6, 9), 0.7, with_trace=True) for quake in great),
        *(_check(quake, range(9, 12), np.inf, with_trace=True) for quake in great),
        *(_check(quake, range(6, 12), np.inf) for quake in great),
        _axes(),
    )


def _axes() -> Check:
    luding = next(quake for quake in earthquakes() if quake["name"] == "Luding 2022")

    def found() -> tuple[float, float]:
        at = zone(source_of(luding), relations()["west"], 6)
        assert at is not None
        return 2 * at.long_km, 2 * at.short_km

    return Check(
        what="Luding 2022: long and short axis of degree 6 and above",
        source=luding["source"],
        unit="km",
        expected=(luding["long_km"]["6"], luding["short_km"]["6"]),
        found=found,
        bound=0.05,
        is_relative=True,
    )


CHECKS = _checks()
