"""Stations and readings for tests."""

from datetime import datetime, timedelta

import msgspec

from anlan.monitoring.domain.intake import Arrival
from anlan.monitoring.models import Station
from anlan.monitoring.services.registering import NewStation, register_stations

YIHAI = "513433106"


def build_station(code: str = "YHZ01", **values) -> Station:
    """Register a rain gauge in Yihai (or as told) and return its row."""
    wanted = {
        "name": "Yihai",
        "kind": "rain_gauge",
        "region": YIHAI,
        "longitude": 102.272,
        "latitude": 28.722,
    } | values
    register_stations([NewStation(code=code, **wanted)])
    return Station.objects.get(code=code)


def rain(start: datetime, depths: list[float], *, station: str = "YHZ01", minutes: int = 5) -> list[dict]:
    """Return readings of equal periods, the first ending ``minutes`` after ``start``."""
    return [
        {
            "station": station,
            "quantity": "rain",
            "time": (start + timedelta(minutes=minutes * (i + 1))).isoformat(),
            "value": depth,
        }
        for i, depth in enumerate(depths)
    ]


def arrival(content: object, *, station: str = "", source: str = "http") -> Arrival:
    """Return content as a message that has arrived."""
    raw = content if isinstance(content, bytes) else msgspec.json.encode(content)
    return Arrival(source, f"ingest.{source}", raw, station)
