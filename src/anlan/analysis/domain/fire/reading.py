"""Hot spots and barriers as they are pasted."""

import csv
import io
import json
from typing import Any, Final

from anlan.analysis.domain.fire.errors import BarriersUnreadable, HotspotsUnreadable

Point = tuple[float, float]
_MOST_SPOTS: Final = 5000
_MOST_CORNERS: Final = 20_000
_WIDEST: Final = 0.5
_DEPTHS: Final = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}


def hotspots(text: str) -> tuple[Point, ...]:
    """Return the hot spots of a satellite's CSV as longitude and latitude; nothing pasted: none."""
    if not text.strip():
        return ()
    rows = list(csv.DictReader(io.StringIO(text.strip())))
    if not rows or len(rows) > _MOST_SPOTS:
        raise HotspotsUnreadable(reason=f"{len(rows)} / {_MOST_SPOTS}")
    try:
        found = tuple((float(row["longitude"]), float(row["latitude"])) for row in rows)
    except (KeyError, TypeError, ValueError):
        raise HotspotsUnreadable(reason="latitude, longitude") from None
    if not all(70 <= x <= 140 and 0 <= y <= 60 for x, y in found):
        raise HotspotsUnreadable(reason="longitude 70-140, latitude 0-60")
    spans = (max(axis) - min(axis) for axis in zip(*found, strict=True))
    if max(spans) > _WIDEST:
        raise HotspotsUnreadable(reason=f"> {_WIDEST}\u00b0")
    return found


def barriers(text: str) -> tuple[tuple[Point, ...], ...]:
    """Return the lines of GeoJSON that hold a fire, areas by their outlines; nothing pasted: none."""
    if not text.strip():
        return ()
    try:
        data = json.loads(text)
        features = data["features"] if data["type"] == "FeatureCollection" else [data]
        found = tuple(line for feature in features for line in _lines(feature.get("geometry") or feature))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BarriersUnreadable(reason="GeoJSON") from None
    if not found or sum(map(len, found)) > _MOST_CORNERS:
        raise BarriersUnreadable(reason=f"{sum(map(len, found))} / {_MOST_CORNERS}")
    return found


def _lines(shape: dict[str, Any]) -> tuple[tuple[Point, ...], ...]:
    kind, given = shape["type"], shape["coordinates"]
    if kind not in _DEPTHS:
        raise KeyError(kind)
    rings = [given]
    for _ in range(_DEPTHS[kind]):
        rings = [part for whole in rings for part in whole]
    return tuple(tuple((float(x), float(y)) for x, y, *_ in ring) for ring in rings)
