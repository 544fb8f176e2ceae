"""Fetching messages of one partition from one stream, decoded at once, while the batch before them is being stored."""

import asyncio
import contextlib
from dataclasses import dataclass

from nats.aio.msg import Msg
from nats.js import JetStreamContext

from anlan.monitoring.adapters import streams
from anlan.monitoring.domain.errors import Malformed
from anlan.monitoring.domain.intake import Arrival
from anlan.monitoring.domain.partitions import partition_of
from anlan.monitoring.domain.sourcing import MQTT

_GATEWAY = "gateway"
_PARTED = (streams.PARTED, streams.MQTT_PARTED)
_DEVICES = "dev"
_ROUND_SECONDS = 5.0
_BRIEFLY_SECONDS = 0.02
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Source:
    """A stream and a partition, or the rest, whose messages are fetched."""

    stream: str
    part: int | str


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one fetch has brought."""

    source: Source
    fetched: list[tuple[Msg, Arrival]]


@dataclass(slots=True)
class Fetcher:
    """Fetches of one source until ``is_over``, as fast as the queue is emptied.

    One that is over ends its last round instead of being cancelled in it: what the bus still gives to that round is
    passed on like the rest, so that it can be given back at once and need not wait until it counts as lost.
    """

    source: Source
    queue: asyncio.Queue[Chunk]
    most: int
    is_over: bool = False

    async def run(self, js: JetStreamContext) -> None:
        """Fetch until it is over, then take back what the bus was asked for."""
        pull = await js.pull_subscribe_bind(consumer=streams.consumer_of(self.source.part), stream=self.source.stream)
        while not self.is_over:
            await self._round(pull)
        await pull.unsubscribe()

    async def _round(self, pull: JetStreamContext.PullSubscription) -> None:
        # A long fetch of many messages would wait for all of them: wait long for one, briefly for the rest.
        for count, patience in ((min(self.most, _AT_ONCE), _BRIEFLY_SECONDS), (1, _ROUND_SECONDS)):
            # Nothing came; nats-py raises its own subclass of TimeoutError or, in a race, the plain one.
            with contextlib.suppress(TimeoutError):
                messages = await pull.fetch(count, timeout=patience)
                await self.queue.put(Chunk(self.source, [(message, arrival_of(message)) for message in messages]))
                return


def sources_of(partitions: frozenset[int]) -> frozenset[Source]:
    """Return what the holder of some partitions fetches; the rest goes with the first partition."""
    parts = [*partitions, *([streams.REST] if 0 in partitions else [])]
    return frozenset(Source(stream, part) for stream in (streams.STREAM, streams.MQTT_STREAM) for part in parts)


def arrival_of(message: Msg) -> Arrival:
    """Return a message as the intake takes it, decoded.

    ``tele/CODE`` speaks for one station, ``tele/gateway/NAME`` for any; so does what comes by HTTP (its sender's rights
    were checked there), from NATS clients and from another worker.
    """
    arrival = _addressed(message)
    with contextlib.suppress(Malformed):
        arrival.read()
    return arrival


def _addressed(message: Msg) -> Arrival:
    words = message.subject.split(".")
    is_mqtt = message.subject.startswith("$MQTT.msgs.")
    root, *topic = words[2:] if is_mqtt else words
    partition = int(topic.pop(0)) if root in _PARTED and topic[0].isdecimal() else partition_of(topic[-1])
    if is_mqtt:
        return _published("/".join([root if root == _DEVICES else "tele", *topic]), message.data, partition)
    if topic[0] == MQTT and topic[1:]:  # Replayed from quarantine, as it first came.
        return _published(bytes.fromhex(topic[1]).decode(), message.data, partition)
    station = topic[1] if topic[0] == "again" and topic[1:] and topic[1] != "any" else ""
    return Arrival(topic[0], ".".join(["ingest", *topic]), message.data, station, partition)


def _published(topic: str, raw: bytes, partition: int) -> Arrival:
    """Return what came by MQTT: ``tele/CODE`` speaks for its station only."""
    root, _, rest = topic.partition("/")
    speaks_for_any = root == _DEVICES or rest.split("/")[0] == _GATEWAY
    return Arrival(MQTT, topic, raw, "" if speaks_for_any else rest, partition)
