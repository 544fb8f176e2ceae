"""Asking Modbus/TCP devices for their registers, each in a task of its own, and handing the readings to the bus."""

import asyncio
import contextlib
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from nats.errors import Error as NatsError
from pymodbus import ModbusException
from pymodbus.client import AsyncModbusTcpClient

from anlan.kernel import clock
from anlan.monitoring.adapters import streams
from anlan.monitoring.adapters.gateways.book import note_polled
from anlan.monitoring.adapters.gateways.serving import Publish
from anlan.monitoring.domain.polled import TYPES, PolledDevice, Register

log = logging.getLogger(__name__)

_TIMEOUT_SECONDS: Final = 3.0


class _NoAnswer(Exception):
    """The device did not give what it was asked for; the text says what."""


@dataclass(slots=True)
class Pollers:
    """Keeps one task for each polled device; a changed device gets a new one."""

    publish: Publish
    _running: dict[str, tuple[PolledDevice, asyncio.Task[None]]] = field(default_factory=dict)

    async def keep(self, devices: Mapping[str, PolledDevice]) -> None:
        """Start what is new or changed, and stop what is gone."""
        for address, (device, task) in list(self._running.items()):
            if devices.get(address) != device or task.done():
                await _end(task)
                del self._running[address]
        for address, device in devices.items():
            if address not in self._running:
                task = asyncio.create_task(self._poll(address, device))
                self._running[address] = (device, task)

    async def stop(self) -> None:
        """Stop all."""
        for _device, task in self._running.values():
            await _end(task)
        self._running.clear()

    async def _poll(self, address: str, device: PolledDevice) -> None:
        """Ask again and again; what cannot be had is told, and asked again at the next turn."""
        client = AsyncModbusTcpClient(device.host, port=device.port, timeout=_TIMEOUT_SECONDS, retries=1)
        try:
            while True:
                problem = ""
                try:
                    readings = await _ask(client, device)
                    await self.publish(
                        streams.parted(f"ingest.modbus.{address.replace('.', '-')}"), msgspec.json.encode(readings)
                    )
                except (_NoAnswer, ModbusException, NatsError, OSError, TimeoutError) as error:
                    problem = str(error) or type(error).__name__
                    log.info("modbus %s: %s", address, problem)
                await asyncio.to_thread(note_polled, address, device.host, problem)
                await asyncio.sleep(device.period_seconds)
        finally:
            client.close()


async def _ask(client: AsyncModbusTcpClient, device: PolledDevice) -> list[dict[str, Any]]:
    if not client.connected and not await client.connect():
        raise _NoAnswer(f"no connection to {device.host}:{device.port}")
    now = round(clock.real_now().timestamp() * 1000)
    return [
        {"station": device.station, "quantity": each.quantity, "time": now, "value": await _value(client, device, each)}
        for each in device.registers
    ]


async def _value(client: AsyncModbusTcpClient, device: PolledDevice, register: Register) -> float:
    read = client.read_holding_registers if register.kind == "holding" else client.read_input_registers
    answer = await read(register.address, count=TYPES[register.type], device_id=device.unit)
    if answer.isError():
        raise _NoAnswer(f"register {register.address}: {answer}")
    kind = client.DATATYPE[register.type.upper()]
    raw = client.convert_from_registers(answer.registers, kind, word_order=register.word_order)
    if not isinstance(raw, int | float) or not math.isfinite(raw):
        raise _NoAnswer(f"register {register.address}: {raw!r} is no number")
    return round(raw * register.factor + register.offset, 9)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
