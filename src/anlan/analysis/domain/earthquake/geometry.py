"""Zones and points as GeoJSON, with the level that colours them."""

from collections.abc import Iterable
from typing import Any, Final

from anlan.science.earthquake_intensity.ellipses import Zone

ROMAN: Final = {6: "VI", 7: "VII", 8: "VIII", 9: "IX", 10: "X", 11: "XI", 12: "XII"}
_PLACES: Final = 5


def roman(degree: float) -> str:
    """Return a degree as the maps write it; below VI a plain dash."""
    return ROMAN.get(int(degree), "-" if degree < min(ROMAN) else ROMAN[max(ROMAN)])


def level_of(degree: float) -> int:
    """Return the level (0 to 4) that colours a degree: VI blue, VII yellow, VIII orange, IX and above red."""
    return min(max(int(degree) - 5, 0), 4)


def areas(zones: Iterable[Zone]) -> dict[str, Any]:
    """Return zones as GeoJSON areas, the widest first, so that the inner ones lie on top."""
    return _collection(
        {
            "type": "Feature",
            "properties": {"name": roman(zone.degree), "degree": zone.degree, "level": level_of(zone.degree)},
            "geometry": {"type": "Polygon", "coordinates": [[_rounded(*corner) for corner in zone.ring.tolist()]]},
        }
        for zone in sorted(zones, key=lambda zone: zone.degree)
    )


def points(things: Iterable[tuple[str, float, float, float]]) -> dict[str, Any]:
    """Return things (name, longitude, latitude, intensity) as GeoJSON points."""
    return _collection(
        {
            "type": "Feature",
            "properties": {"name": name, "level": level_of(intensity)},
            "geometry": {"type": "Point", "coordinates": _rounded(longitude, latitude)},
        }
        for name, longitude, latitude, intensity in things
    )


def _rounded(longitude: float, latitude: float) -> list[float]:
    return [round(longitude, _PLACES), round(latitude, _PLACES)]


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
