"""Isoseismals that people drew, from GeoJSON."""

import json
from typing import Any, Final

from anlan.analysis.domain.earthquake.assessing import DEGREES, Drawn
from anlan.analysis.domain.earthquake.errors import DrawingUnreadable
from anlan.kernel.later import later

shapely = later("shapely")

_MOST_AREAS: Final = 60
_FEWEST_CORNERS: Final = 4


def read_drawn(text: str) -> tuple[Drawn, ...]:
    """Return the drawn areas; nothing was drawn: none. Each feature is an area with the property ``degree``."""
    if not text.strip():
        return ()
    try:
        data = json.loads(text)
        features = data["features"] if data["type"] == "FeatureCollection" else [data]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DrawingUnreadable(reason="GeoJSON") from None
    found = tuple(drawn for feature in features for drawn in _areas(feature))
    if not found or len(found) > _MOST_AREAS:
        raise DrawingUnreadable(reason=f"{len(found)} / {_MOST_AREAS}")
    return found


def _areas(feature: Any) -> tuple[Drawn, ...]:
    try:
        degree = int(feature["properties"]["degree"])
        shape = feature["geometry"]
        rings = [shape["coordinates"][0]] if shape["type"] == "Polygon" else [each[0] for each in shape["coordinates"]]
        drawn = tuple(Drawn(degree=degree, ring=tuple((float(x), float(y)) for x, y, *_ in ring)) for ring in rings)
    except (KeyError, TypeError, ValueError, IndexError):
        raise DrawingUnreadable(reason="degree, Polygon") from None
    for each in drawn:
        if each.degree not in DEGREES or not _is_area(each):
            raise DrawingUnreadable(reason=str(each.degree))
    return drawn


def _is_area(drawn: Drawn) -> bool:
    is_on_earth = all(abs(x) <= 180 and abs(y) <= 90 for x, y in drawn.ring)
    return len(drawn.ring) >= _FEWEST_CORNERS and is_on_earth and bool(shapely.Polygon(drawn.ring).is_valid)
