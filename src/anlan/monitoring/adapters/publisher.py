"""Handing readings to the message bus from a process of threads: one loop in the background keeps the connection."""

import asyncio
import threading
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from anlan.kernel.later import later
from anlan.monitoring.domain.errors import BusUnavailable

if TYPE_CHECKING:
    from nats.aio.client import Client

nats = later("nats")
errors = later("nats.errors")
streams = later("anlan.monitoring.adapters.streams")

_CONNECT_SECONDS = 2
_STORE_SECONDS = 5.0


class NatsBus:
    """The bus behind ``ports.Bus``; it connects when first needed and again after every loss."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: Client | None = None
        self._turn: asyncio.Lock | None = None
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="bus", daemon=True).start()

    def publish(self, subject: str, data: bytes) -> None:
        """Hand over ``data``; return when the bus has stored it, raise ``BusUnavailable`` where it has not."""
        future = asyncio.run_coroutine_threadsafe(self._publish(subject, data), self._loop)
        try:
            future.result(_CONNECT_SECONDS + _STORE_SECONDS + 1)
        except (errors.Error, OSError, TimeoutError) as error:
            future.cancel()
            raise BusUnavailable from error

    async def _publish(self, subject: str, data: bytes) -> None:
        client = await self._connected()
        await client.jetstream().publish(streams.parted(subject), data, timeout=_STORE_SECONDS)

    async def _connected(self) -> "Client":
        self._turn = self._turn or asyncio.Lock()
        async with self._turn:
            if self._client is None or not self._client.is_connected:
                if self._client is not None:
                    await self._client.close()
                self._client = await nats.connect(
                    self._url.split(","), name="anlan-web", connect_timeout=_CONNECT_SECONDS, allow_reconnect=False
                )
                await streams.make_tele_stream(self._client.jetstream())
            return self._client


@cache
def bus() -> NatsBus:
    """Return this process's way to the bus."""
    return NatsBus(address())


def address() -> str:
    """Return the address of the bus by the settings: an external one, or the private one."""
    options = settings.ANLAN
    return options["ANLAN_NATS_URL"] or f"nats://127.0.0.1:{options['ANLAN_NATS_PORT']}"
