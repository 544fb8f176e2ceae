"""Zones and points as GeoJSON, with the level that colours them."""

from collections.abc import Iterable
from typing import Any, Final

from anlan.analysis.domain.ground import area, collection, dot, rounded
from anlan.science.earthquake_intensity.ellipses import Zone

ROMAN: Final = {6: "VI", 7: "VII", 8: "VIII", 9: "IX", 10: "X", 11: "XI", 12: "XII"}


def roman(degree: float) -> str:
    """Return a degree as the maps write it; below VI a plain dash."""
    return ROMAN.get(int(degree), "-" if degree < min(ROMAN) else ROMAN[max(ROMAN)])


def level_of(degree: float) -> int:
    """Return the level (0 to 4) that colours a degree: VI blue, VII yellow, VIII orange, IX and above red."""
    return min(max(int(degree) - 5, 0), 4)


def areas(zones: Iterable[Zone]) -> dict[str, Any]:
    """Return zones as GeoJSON areas, the widest first, so that the inner ones lie on top."""
    return collection(
        area(
            roman(zone.degree),
            level_of(zone.degree),
            [rounded(*corner) for corner in zone.ring.tolist()],
            degree=zone.degree,
        )
        for zone in sorted(zones, key=lambda zone: zone.degree)
    )


def points(things: Iterable[tuple[str, float, float, float]]) -> dict[str, Any]:
    """Return things (name, longitude, latitude, intensity) as GeoJSON points."""
    return collection(
        dot(name, level_of(intensity), longitude, latitude) for name, longitude, latitude, intensity in things
    )


def line(corners: Iterable[tuple[float, float]]) -> dict[str, Any]:
    """Return a line as GeoJSON."""
    shape = {"type": "LineString", "coordinates": [rounded(*corner) for corner in corners]}
    return collection([{"type": "Feature", "properties": {"name": "", "level": 4}, "geometry": shape}])
