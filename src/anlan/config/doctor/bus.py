"""The message bus: NATS, the streams that keep readings, and the door for MQTT gauges."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import nats
from nats.errors import Error as NatsError
from nats.js.errors import Error as JetStreamError

from anlan.config.doctor.finding import Finding
from anlan.config.parts import ports

# The streams that keep readings until they are stored, and how the names of those who read them begin.
STREAMS: Final = ("TELE", "$MQTT_msgs")
_READERS: Final = "intake"
MOST_WAITING: Final = 5000
_START = "start it with anlan up, or correct ANLAN_NATS_URL"


def look(options: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for NATS, each stream, and MQTT."""
    try:
        version, waiting = asyncio.run(_ask(options["ANLAN_NATS_URL"]))
    except (OSError, NatsError, JetStreamError) as error:
        yield Finding("NATS", False, f"{options['ANLAN_NATS_URL']}: {error}", _START)
        return
    yield Finding("NATS", True, f"nats-server {version} with JetStream")
    for stream, count in zip(STREAMS, waiting, strict=True):
        yield stream_finding(stream, count)
    yield _mqtt(options)


def stream_finding(stream: str, waiting: int | None) -> Finding:
    """Judge how many messages of a stream wait to be stored; ``None``: nobody reads it."""
    part = f"stream {stream}"
    if waiting is None:
        return Finding(part, False, "nobody reads it", "anlan ingest makes it; see var/log/ingest.log")
    says = f"{waiting} messages wait to be stored"
    return Finding(part, waiting <= MOST_WAITING, says, "ingest cannot keep up; see var/log/ingest.log")


def _mqtt(options: Mapping[str, Any]) -> Finding:
    host = urlsplit(options["ANLAN_NATS_URL"]).hostname or "127.0.0.1"
    port = options["ANLAN_MQTT_PORT"]
    is_well = ports.answers(port, host)
    says = f"{host}:{port} {'answers' if is_well else 'does not answer'}"
    return Finding("MQTT", is_well, says, "see ANLAN_MQTT_PORT and var/log/nats.log")


async def _ask(url: str) -> tuple[str, list[int | None]]:
    client = await nats.connect(url.split(","), connect_timeout=2, allow_reconnect=False, error_cb=_keep_quiet)
    try:
        stream = client.jetstream()
        await stream.account_info()
        version = client.connected_server_version
        told = f"{version.major}.{version.minor}.{version.patch}"
        return told, [await _waiting(stream, name) for name in STREAMS]
    finally:
        await client.close()


async def _waiting(stream: nats.js.JetStreamContext, name: str) -> int | None:
    """Return how many messages wait for the intake's consumers; nothing where there is none."""
    try:
        readers = [each for each in await stream.consumers_info(name) if each.name.startswith(_READERS)]
    except nats.js.errors.NotFoundError:
        return None
    return sum((each.num_pending or 0) + (each.num_ack_pending or 0) for each in readers) if readers else None


async def _keep_quiet(_error: Exception) -> None:
    """The finding tells the error; nats-py would print it too."""
