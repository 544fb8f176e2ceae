"""The ingest worker: fetches messages from the bus, stores and judges them, and only then acknowledges them.

Fetching and storing overlap: while one batch is being stored the next is fetched. A message is acknowledged after its
batch is committed; what dies in between comes again and changes nothing.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import nats
import psycopg
from django.db import DatabaseError, InterfaceError, connections
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext

from anlan.kernel import clock
from anlan.monitoring.adapters import streams
from anlan.monitoring.domain.errors import Malformed
from anlan.monitoring.domain.intake import Arrival
from anlan.monitoring.services.ingesting import Intake, Outcome
from anlan.support import clock as shared_clock
from anlan.support import heartbeats

log = logging.getLogger(__name__)

Fetched = tuple[Msg, Arrival]
_GATEWAY = "gateway"
_PATIENCE_SECONDS = 1.0
_ROUND_SECONDS = 5.0
_BRIEFLY_SECONDS = 0.02
_BEAT_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bus:
    """Where the bus is, and how many messages are fetched and stored at once."""

    url: str
    mqtt_port: int
    batch: int = 100


@dataclass(slots=True)
class Worker:
    """One ingest worker. ``report`` is told of every batch after its commit."""

    bus: Bus
    report: Callable[[Outcome], None] = lambda _: None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _intake: Intake = field(default_factory=Intake)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "intake"))

    async def run(self) -> None:
        """Work until ``stopping`` is set, through lost connections to the bus and to the database."""
        client = await nats.connect(
            self.bus.url, name="anlan-ingest", max_reconnect_attempts=-1, reconnect_time_wait=0.5, error_cb=_complain
        )
        try:
            while not self.stopping.is_set():
                try:
                    await self._work(client)
                except* (NatsError, OSError) as errors:
                    log.warning("the message bus is not there (%r); trying again", errors.exceptions)
                if not self.stopping.is_set():
                    await self._rest(_PATIENCE_SECONDS)
        finally:
            await client.close()
            self._thread.submit(connections.close_all).result()
            self._thread.shutdown()

    async def _work(self, client: Client) -> None:
        js = client.jetstream()
        await streams.make_streams(js, streams.host_of(self.bus.url), self.bus.mqtt_port)
        queue: asyncio.Queue[list[Fetched]] = asyncio.Queue(maxsize=2)
        async with asyncio.TaskGroup() as group:
            fetchers = [
                group.create_task(self._fetch(js, stream, queue)) for stream in (streams.STREAM, streams.MQTT_STREAM)
            ]
            others = [group.create_task(self._store(queue)), group.create_task(self._beat())]
            await self.stopping.wait()
            for task in [*fetchers, *others]:
                task.cancel()

    async def _fetch(self, js: JetStreamContext, stream: str, queue: asyncio.Queue[list[Fetched]]) -> None:
        pull = await js.pull_subscribe_bind(consumer=streams.CONSUMER, stream=stream)
        while True:
            # A long fetch of many messages would wait for all of them: wait long for one, briefly for the rest.
            for count, patience in ((self.bus.batch, _BRIEFLY_SECONDS), (1, _ROUND_SECONDS)):
                # Nothing came; nats-py raises its own subclass of TimeoutError or, in a race, the plain one.
                with contextlib.suppress(TimeoutError):
                    messages = await pull.fetch(count, timeout=patience)
                    await queue.put([(message, arrival_of(message)) for message in messages])
                    break

    async def _store(self, queue: asyncio.Queue[list[Fetched]]) -> None:
        loop = asyncio.get_running_loop()
        while True:
            fetched = await queue.get()
            while not queue.empty() and len(fetched) < self.bus.batch:
                fetched += queue.get_nowait()
            outcome = await loop.run_in_executor(self._thread, self._take, [arrival for _, arrival in fetched])
            if outcome is None:
                await self._give_back([message for message, _ in fetched])
                continue
            for message, _ in fetched:
                await message.ack()
            self.report(outcome)
            left = outcome.unwritten
            while left and queue.empty():
                left = await loop.run_in_executor(self._thread, self._settle)

    def _settle(self) -> int:
        """Write newest values while nothing else waits; return how many are left, none where the database is away."""
        try:
            return self._intake.settle()
        except (DatabaseError, InterfaceError, psycopg.Error):
            connections.close_all()
            return 0

    def _take(self, arrivals: list[Arrival]) -> Outcome | None:
        """Store a batch in the intake's own thread; nothing where the database is away."""
        try:
            shared_clock.refresh()
            return self._intake.take(arrivals, now=clock.now())
        except (DatabaseError, InterfaceError, psycopg.Error):
            log.exception("a batch of %d messages could not be stored; it will come again", len(arrivals))
            connections.close_all()
            return None

    async def _beat(self) -> None:
        """Show a sign of life now and then; a database that is away is for the storing to tell of."""
        while True:
            await asyncio.get_running_loop().run_in_executor(self._thread, _beat_once)
            await asyncio.sleep(_BEAT_SECONDS)

    async def _give_back(self, messages: list[Msg]) -> None:
        for message in messages:
            await message.nak(delay=_PATIENCE_SECONDS)
        await self._rest(_PATIENCE_SECONDS)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)


def arrival_of(message: Msg) -> Arrival:
    """Return a message as the intake takes it.

    ``tele/CODE`` speaks for one station, ``tele/gateway/NAME`` for any; so does what comes by HTTP (its sender's rights
    were checked there) and from NATS clients. It is decoded at once, while the batch before it is being stored.
    """
    arrival = _addressed(message)
    with contextlib.suppress(Malformed):
        arrival.read()
    return arrival


def _addressed(message: Msg) -> Arrival:
    words = message.subject.split(".")
    if message.subject.startswith("$MQTT.msgs."):
        topic = words[3:]
        station = "" if topic[0] == _GATEWAY else "/".join(topic)
        return Arrival("mqtt", "/".join(words[2:]), message.data, station)
    source = words[1] if len(words) > 1 else "nats"
    station = words[2] if source == "again" and words[2:] and words[2] != "any" else ""
    return Arrival(source, message.subject, message.data, station)


def _beat_once() -> None:
    try:
        heartbeats.beat("ingest", clock.now())
    except (DatabaseError, InterfaceError):
        connections.close_all()


async def _complain(error: Exception) -> None:
    log.warning("message bus: %r", error)
