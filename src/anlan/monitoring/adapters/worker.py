"""The ingest worker: fetches messages from the bus, stores and judges them, and only then acknowledges them.

Fetching and storing overlap: while one batch is being stored the next are fetched and decoded, and the more of them
wait, the larger the next batch, for a reading is cheaper the more of them a commit has. A message is acknowledged after
its batch is committed; what dies in between comes again and changes nothing.

A worker fetches for the partitions that it holds (``services.claiming``). What it finds to be another's it hands on by
the bus, and acknowledges only after the bus has stored that.
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
from anlan.monitoring.adapters import fetching, streams
from anlan.monitoring.adapters.fetching import Chunk, Fetcher, Source
from anlan.monitoring.domain.intake import Arrival
from anlan.monitoring.services.claiming import Claims, ClaimsLost
from anlan.monitoring.services.ingesting import Intake, Outcome
from anlan.support import clock as shared_clock
from anlan.support import heartbeats

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 1.0
_BEAT_SECONDS = 2.0
_CHUNKS_WAITING = 6
_LARGEST_READINGS = 40_000
_DATABASE_AWAY = (DatabaseError, InterfaceError, psycopg.Error, ClaimsLost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bus:
    """Where the bus is, and how many messages are stored at once at most."""

    url: str
    mqtt_port: int
    batch: int = 400


@dataclass(slots=True)
class Worker:
    """One ingest worker. ``report`` is told of every batch after its commit."""

    bus: Bus
    report: Callable[[Outcome], None] = lambda _: None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _claims: Claims = field(default_factory=Claims)
    _intake: Intake = field(init=False)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "intake"))

    def __post_init__(self) -> None:
        """Let the intake judge what this worker holds."""
        self._intake = Intake(claims=self._claims)

    async def run(self) -> None:
        """Work until ``stopping`` is set, through lost connections to the bus and to the database."""
        client = await nats.connect(
            self.bus.url.split(","),
            name="anlan-ingest",
            max_reconnect_attempts=-1,
            reconnect_time_wait=0.5,
            error_cb=_complain,
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
            self._thread.submit(self._leave).result()
            self._thread.shutdown()

    async def _work(self, client: Client) -> None:
        js = client.jetstream()
        await streams.make_streams(js, streams.host_of(self.bus.url), self.bus.mqtt_port)
        queue: asyncio.Queue[Chunk] = asyncio.Queue(maxsize=_CHUNKS_WAITING)
        async with asyncio.TaskGroup() as group:
            others = [group.create_task(self._store(js, queue)), group.create_task(self._tend(js, queue))]
            await self.stopping.wait()
            for task in others:
                task.cancel()

    async def _tend(self, js: JetStreamContext, queue: asyncio.Queue[Chunk]) -> None:
        """Show a sign of life now and then, hold a fair share of the partitions, and fetch for those that are held."""
        loop = asyncio.get_running_loop()
        fetchers: dict[Source, Fetcher] = {}
        async with asyncio.TaskGroup() as group:
            while not self.stopping.is_set():
                await loop.run_in_executor(self._thread, self._revise)
                wanted = fetching.sources_of(self._claims.owned)
                for source in fetchers.keys() - wanted:
                    fetchers.pop(source).is_over = True
                for source in wanted - fetchers.keys():
                    fetchers[source] = Fetcher(source, queue, self.bus.batch)
                    group.create_task(fetchers[source].run(js))
                await self._rest(_BEAT_SECONDS)
            for fetcher in fetchers.values():
                fetcher.is_over = True

    async def _store(self, js: JetStreamContext, queue: asyncio.Queue[Chunk]) -> None:
        loop = asyncio.get_running_loop()
        while True:
            fetched = await self._still_ours(await self._gathered(queue))
            outcome = await loop.run_in_executor(self._thread, self._take, [arrival for _, arrival in fetched])
            if outcome is None:
                await _give_back([message for message, _ in fetched])
                await self._rest(_PATIENCE_SECONDS)
                continue
            for partition, raw in outcome.elsewhere:
                await js.publish(streams.subject_of(partition, "moved", "any"), raw)
            for message, _ in fetched:
                await message.ack()
            self.report(outcome)
            left = outcome.unwritten
            while left and queue.empty():
                left = await loop.run_in_executor(self._thread, self._settle)

    async def _gathered(self, queue: asyncio.Queue[Chunk]) -> list[Chunk]:
        """Wait for a chunk, and take with it what else waits, as far as one batch goes."""
        chunks = [await queue.get()]
        while not queue.empty() and self._has_room(chunks):
            chunks.append(queue.get_nowait())
        return chunks

    def _has_room(self, chunks: list[Chunk]) -> bool:
        messages = sum(len(chunk.fetched) for chunk in chunks)
        readings = sum(arrival.size for chunk in chunks for _, arrival in chunk.fetched)
        return messages < self.bus.batch and readings < _LARGEST_READINGS

    async def _still_ours(self, chunks: list[Chunk]) -> list[tuple[Msg, Arrival]]:
        """Give back what was fetched for a partition that has been given up since: its worker waits for it."""
        wanted = fetching.sources_of(self._claims.owned)
        for chunk in chunks:
            if chunk.source not in wanted:
                await _give_back([message for message, _ in chunk.fetched])
        return [each for chunk in chunks if chunk.source in wanted for each in chunk.fetched]

    def _take(self, arrivals: list[Arrival]) -> Outcome | None:
        """Store a batch in the intake's own thread; nothing where the database is away."""
        try:
            shared_clock.refresh()
            return self._intake.take(arrivals, now=clock.now())
        except _DATABASE_AWAY:
            log.exception("a batch of %d messages could not be stored; it will come again", len(arrivals))
            connections.close_all()
            return None

    def _settle(self) -> int:
        """Write newest values while nothing else waits; return how many are left, none where the database is away."""
        try:
            return self._intake.settle()
        except _DATABASE_AWAY:
            connections.close_all()
            return 0

    def _revise(self) -> None:
        """Beat and revise the claims; a database that is away is for the storing to tell of."""
        try:
            heartbeats.beat("ingest", clock.now())
            if self._claims.revise(clock.now()):
                log.info("%s holds the partitions %s", self._claims.name, sorted(self._claims.owned))
        except _DATABASE_AWAY:
            connections.close_all()

    def _leave(self) -> None:
        with contextlib.suppress(*_DATABASE_AWAY):
            self._claims.give_back()
        connections.close_all()

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.stopping.wait()


async def _give_back(messages: list[Msg]) -> None:
    for message in messages:
        await message.nak(delay=_PATIENCE_SECONDS)


async def _complain(error: Exception) -> None:
    log.warning("message bus: %r", error)
