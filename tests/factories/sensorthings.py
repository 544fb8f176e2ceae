"""A SensorThings client for tests, and stations with readings to ask for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import numpy as np
from django.test import Client
from tests.factories.access import client_with
from tests.factories.fake_bus import FakeBus
from tests.factories.monitoring import build_station

from anlan.monitoring.domain.intake import Arrival
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.models import Series, Station
from anlan.monitoring.services import storing
from anlan.monitoring.services.ingesting import Intake

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
BASE = "http://testserver/sta/v1.1"


class StoringBus(FakeBus):
    """Takes in at once what is handed to it, as the intake does a moment later."""

    def publish(self, subject: str, data: bytes) -> None:
        super().publish(subject, data)
        Intake().take([Arrival("http", subject, data, "")], now=NOW)


class StaClient:
    """Speaks SensorThings as somebody."""

    def __init__(self, role: str = "administrator", region: str = "5134", client: Client | None = None) -> None:
        self.http = client or client_with(role, region)

    def get(self, path: str, expect: int = 200) -> Any:
        response = self.http.get(f"/sta/v1.1/{path}")
        assert response.status_code == expect, (path, response.status_code, response.content[:500])
        return msgspec.json.decode(response.content) if response.content else None

    def send(self, method: str, path: str, body: object, expect: int) -> Any:
        raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
        response = self.http.generic(method, f"/sta/v1.1/{path}", raw, content_type="application/json")
        assert response.status_code == expect, (path, response.status_code, response.content[:500])
        return response

    def post(self, path: str, body: object, expect: int = 201) -> Any:
        response = self.send("POST", path, body, expect)
        return msgspec.json.decode(response.content) if response.content else None

    def names(self, path: str) -> list[str]:
        return [each["name"] for each in self.get(path)["value"]]


def build_readings(station: Station, quantity: str, values: list[float], *, end: datetime = NOW) -> Series:
    """Store readings at every five minutes, the last at ``end``."""
    series = Series.objects.get(station=station, quantity=quantity)
    times = [
        round((end - timedelta(minutes=5 * back)).timestamp() * 1_000_000) for back in reversed(range(len(values)))
    ]
    count = len(values)
    storing.store(
        Readings(np.full(count, series.id, np.int32), np.array(times, np.int64), np.array(values, np.float64))
    )
    return series


def build_two_regions() -> tuple[Station, Station]:
    """Register a station in Mianning and one in Xide, each with rain and level readings."""
    inside = build_station("YHZ01", name="Yihai", quantities=("rain", "level"))
    outside = build_station("XDZ01", name="Xide", region="513432", quantities=("rain", "level"), longitude=102.41)
    for each, values in ((inside, [0.5, 1.5, 2.5]), (outside, [90.0, 91.0])):
        build_readings(each, "rain", values)
        build_readings(each, "level", [value + 100 for value in values])
    return inside, outside
