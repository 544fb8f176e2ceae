"""Builders for analyses: a run that is done, with one place on the map."""

from typing import Any

from anlan.analysis.models import RainGrid, Run, ShakingMap
from anlan.kernel import clock

_SITE = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [102.2, 28.5]},
    "properties": {"name": "大沟", "level": 3},
}
_RESULT = {
    "headline": {"text": "A model advises; people decide.", "values": {}},
    "figures": [
        {"label": "Households", "best": 5, "low": 3, "high": 9, "unit": "", "digits": 0, "level": 0, "note": None}
    ],
    "tables": [],
    "layers": [
        {
            "key": "sites",
            "label": "Sites that the rain reaches",
            "shape": "point",
            "geojson": {"type": "FeatureCollection", "features": [_SITE]},
            "icon": "ripple",
            "legend": [[3, {"text": "Households", "values": {}}]],
        }
    ],
    "advice": [],
    "trust": [],
    "level": 3,
}


def a_run(kind: str, *, region: str = "513433", **fields: Any) -> Run:
    """Keep a run that is done."""
    now = fields.setdefault("asked_at", clock.now())
    usual = {
        "title": "测试研判",
        "state": "done",
        "level": 3,
        "inputs": {},
        "result": _RESULT,
        "box": [102.0, 28.0, 103.0, 29.0],
        "done": 100,
        "run_by_id": "user:1",
        "run_by": "值班员",
        "ended_at": now,
    }
    return Run.objects.create(kind=kind, region=region, **usual | fields)


def a_rain_grid(number: int, *, region: str = "513433") -> RainGrid:
    """Keep a grid of rain; its values are none."""
    now = clock.now()
    made = {"begins_at": now, "hours": 24, "steps": 1, "rows": 2, "columns": 2, "missing_share": 0, "stored_at": now}
    found = {"box": [102.0, 28.0, 103.0, 29.0], "largest_mm": 120, "largest_at": [102.2, 28.4], "drawn": {}}
    name = f"rain {number}"
    return RainGrid.objects.create(region=region, name=name, digest=name, packed=b"", stored_by="user", **made, **found)


def a_shaking_map(number: int, *, region: str = "513433") -> ShakingMap:
    """Keep a map of shaking; its values are none."""
    event = {"event": f"us{number}", "is_scenario": False, "magnitude": 6.6, "depth_km": 12, "place": "place"}
    where = {"longitude": 102.2, "latitude": 28.7, "west": 102.0, "north": 29.0, "width": 0.1, "height": 0.1}
    held = {"rows": 2, "columns": 2, "fields": [], "digest": f"us{number}", "packed": b""}
    return ShakingMap.objects.create(region=region, stored_by="user", stored_at=clock.now(), **event, **where, **held)
