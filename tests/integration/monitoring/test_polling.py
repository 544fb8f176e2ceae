"""Modbus/TCP devices are asked for their registers; a device that is away is told and asked again."""

import asyncio
from contextlib import asynccontextmanager

import msgspec
import pytest
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice
from tests.factories.monitoring import build_station

from anlan.config.parts.ports import free_port
from anlan.monitoring.adapters import streams
from anlan.monitoring.adapters.gateways.polling import Pollers
from anlan.monitoring.domain.polled import PolledDevice, polled_of
from anlan.monitoring.models import Device

pytestmark = pytest.mark.django_db(transaction=True)


def device_at(port: int, *, registers: list[dict]) -> PolledDevice:
    options = {"host": "127.0.0.1", "port": port, "period_seconds": 1, "registers": registers}
    return polled_of("TANK1", options, ["tank_level", "tank_pressure"])


async def poll(device: PolledDevice, *, seconds: float = 5) -> list:
    """Return what one device gave: as soon as it gave something, or after so many seconds."""
    heard: list = []

    async def publish(subject: str, data: bytes) -> None:
        heard.append((subject, msgspec.json.decode(data)))

    pollers = Pollers(publish)
    await pollers.keep({"tank.1": device})
    deadline = asyncio.get_running_loop().time() + seconds
    while not heard and asyncio.get_running_loop().time() < deadline:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)  # The row is written right after.
    await pollers.stop()
    return heard


@asynccontextmanager
async def tank(port: int):
    values = SimData(0, values=[3.25, 1.5], datatype=DataType.FLOAT32)
    server = ModbusTcpServer(SimDevice(1, simdata=[values]), address=("127.0.0.1", port))
    await server.serve_forever(background=True)
    try:
        yield
    finally:
        await server.shutdown()


@pytest.fixture
def row() -> Device:
    station = build_station("TANK1", kind="chemical", quantities=("tank_level", "tank_pressure"))
    return Device.objects.create(protocol="modbus", address="tank.1", station=station)


LEVEL = {"address": 0, "type": "float32", "quantity": "tank_level", "factor": 2, "offset": 1}
PRESSURE = {"address": 2, "type": "float32", "quantity": "tank_pressure"}


def test_registers_become_readings_of_the_station(row: Device):
    async def story() -> list:
        port = free_port()
        async with tank(port):
            return await poll(device_at(port, registers=[LEVEL, PRESSURE]))

    subject, readings = asyncio.run(story())[0]
    assert subject == streams.parted("ingest.modbus.tank-1")
    found = [(each["station"], each["quantity"], each["value"]) for each in readings]
    assert found == [("TANK1", "tank_level", 7.5), ("TANK1", "tank_pressure", 1.5)]
    row.refresh_from_db()
    assert (row.problem, row.heard_from) == ("", "127.0.0.1")


def test_a_register_that_is_not_there_is_told_and_nothing_is_published(row: Device):
    async def story() -> list:
        port = free_port()
        async with tank(port):
            return await poll(device_at(port, registers=[LEVEL | {"address": 900}]), seconds=3)

    assert asyncio.run(story()) == []
    row.refresh_from_db()
    assert "register 900" in row.problem


def test_a_device_that_is_away_is_told(row: Device):
    assert asyncio.run(poll(device_at(free_port(), registers=[LEVEL]), seconds=3)) == []
    row.refresh_from_db()
    assert row.problem
