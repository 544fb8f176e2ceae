"""What the SensorThings tests share."""

from collections.abc import Callable

import pytest
from tests.factories.sensorthings import NOW, StaClient, StoringBus

from anlan.monitoring.rest.sensorthings import changes


@pytest.fixture(autouse=True)
def clock(at: Callable[..., None]) -> None:
    """Let it be noon of a day in July."""
    at(NOW)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> StoringBus:
    """Put a bus that takes in at once where the service looks for one."""
    own = StoringBus()
    monkeypatch.setattr(changes, "bus", lambda: own)
    return own


@pytest.fixture
def maker(bus: StoringBus) -> StaClient:
    """Return a client that may register stations and send readings in Mianning."""
    return StaClient("administrator", "513433")
