"""Builders for analyses: a run that is done, with one place on the map."""

from typing import Any

from anlan.analysis.models import Run
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
