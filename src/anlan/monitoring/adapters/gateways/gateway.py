"""The gateway process: a line for each protocol, the pollers, and one connection to the bus."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from typing import Final

import nats
from django.db import DatabaseError, InterfaceError, connections
from nats.aio.client import Client
from nats.errors import Error as NatsError

from anlan.kernel import clock
from anlan.monitoring.adapters import streams
from anlan.monitoring.adapters.gateways.book import LineBook, devices_of, polled_devices, write_down
from anlan.monitoring.adapters.gateways.polling import Pollers
from anlan.monitoring.adapters.gateways.serving import LineServer
from anlan.monitoring.domain.codecs import CODECS
from anlan.monitoring.domain.devices import PROTOCOLS
from anlan.monitoring.domain.polled import PolledDevice
from anlan.support import heartbeats

log = logging.getLogger(__name__)

BEAT: Final = "gateways"
_LOOK_SECONDS: Final = 2.0
_STORE_SECONDS: Final = 5.0
_PATIENCE_SECONDS: Final = 1.0


@dataclass(slots=True)
class Gateway:
    """Listens on ``first_port`` and the next ones, one for each protocol, until ``stopping`` is set."""

    url: str
    address: str
    first_port: int
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _client: Client | None = None

    async def run(self) -> None:
        """Work through lost connections to the bus and to the database."""
        self._client = await nats.connect(
            self.url, name="anlan-gateways", max_reconnect_attempts=-1, reconnect_time_wait=0.5, error_cb=_complain
        )
        lines = [
            LineServer(codec, self.address, LineBook(name, self.first_port + PROTOCOLS.index(name)), self.publish)
            for name, codec in CODECS.items()
        ]
        pollers = Pollers(self.publish)
        try:
            async with contextlib.AsyncExitStack() as stack:
                await self._make_stream()
                for line in lines:
                    await stack.enter_async_context(line.listening())
                await self._look_after(lines, pollers)
                await pollers.stop()
        finally:
            await self._client.close()

    async def publish(self, subject: str, data: bytes) -> None:
        """Hand over ``data``; return when the bus has stored it."""
        if self._client is None or not self._client.is_connected:
            raise ConnectionError("no bus")
        await self._client.jetstream().publish(subject, data, timeout=_STORE_SECONDS)

    async def _make_stream(self) -> None:
        while not self.stopping.is_set():
            try:
                await streams.make_tele_stream(self._client.jetstream())
            except (NatsError, OSError) as error:
                log.warning("the message bus is not there (%r); trying again", error)
                await self._rest(_PATIENCE_SECONDS)
            else:
                return

    async def _look_after(self, lines: list[LineServer], pollers: Pollers) -> None:
        """Write down how the lines are, renew what devices are known, and keep the pollers."""
        while not self.stopping.is_set():
            polled = await asyncio.to_thread(_look, lines)
            if polled is not None:
                await pollers.keep(polled)
            await self._rest(_LOOK_SECONDS)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)


def _look(lines: list[LineServer]) -> dict[str, PolledDevice] | None:
    """Exchange news with the database; return the polled devices, or nothing where it is away."""
    try:
        for line in lines:
            write_down(line.book)
            line.devices = devices_of(line.codec.protocol)
        heartbeats.beat(BEAT, clock.now())
        return polled_devices()
    except (DatabaseError, InterfaceError):
        log.warning("the database is not there; trying again")
        connections.close_all()
        return None


async def _complain(error: Exception) -> None:
    log.warning("message bus: %r", error)
