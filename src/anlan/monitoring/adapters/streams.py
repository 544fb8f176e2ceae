"""The streams on the message bus that keep readings until they are stored.

An MQTT PUBACK means that the server's own stream ``$MQTT_msgs`` has the message, and that stream keeps only what a
consumer waits for. So the intake's durable consumers on it must exist before the first gauge connects. Readings by HTTP
and from NATS clients go to the stream ``TELE``, whose subjects no gauge's topic reaches, so nothing is caught twice.

Sources are shared out by partition: the server maps ``tele/CODE`` to ``gauges.N.CODE`` (its configuration), the stream
``ingest.NAME`` to ``part.N.NAME``. Each partition has a consumer on each stream, and what a server without the mapping
leaves where it was has one more; so has what makers' devices send below ``dev/``, which mappings read.
"""

import asyncio
import contextlib
from typing import Final
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt
from django.conf import settings
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DiscardPolicy, RetentionPolicy, StreamConfig, SubjectTransform
from nats.js.errors import BadRequestError, NotFoundError

from anlan.monitoring.domain.partitions import PARTITIONS, partition_of

MQTT_STREAM: Final = "$MQTT_msgs"
STREAM: Final = "TELE"
PARTED: Final = "part"
MQTT_PARTED: Final = "gauges"
REST: Final = "rest"
_ROOTS: Final = {
    STREAM: (PARTED, ["ingest.>"]),
    MQTT_STREAM: (f"$MQTT.msgs.{MQTT_PARTED}", ["$MQTT.msgs.tele.>", "$MQTT.msgs.dev.>"]),
}
_CONSUMER_BEFORE: Final = "intake"
_ACK_WAIT_SECONDS = 10
_MAX_ACK_PENDING = 20_000
_MAX_BYTES = 4 * 1024**3
_PARTED_BY_NAME: Final = SubjectTransform(
    src="ingest.*", dest=f"{PARTED}.{{{{partition({PARTITIONS},1)}}}}.{{{{wildcard(1)}}}}"
)


def consumer_of(partition: int | str) -> str:
    """Return the name of the consumer that has a partition's messages, or the rest."""
    return f"intake-{partition}"


def subject_of(partition: int, *words: str) -> str:
    """Return the subject by which a message goes to a partition."""
    return ".".join((PARTED, str(partition), *words))


def parted(subject: str) -> str:
    """Return the subject by which a message to ``ingest.…`` goes to the partition of its source, the last word."""
    root, *words = subject.split(".")
    return subject_of(partition_of(words[-1]), *words) if root == "ingest" else subject


async def make_streams(js: JetStreamContext, mqtt_host: str, mqtt_port: int) -> None:
    """Make both streams' durable consumers where they do not exist yet."""
    await make_tele_stream(js)
    try:
        await js.stream_info(MQTT_STREAM)
    except NotFoundError:
        await asyncio.to_thread(_connect_once, mqtt_host, mqtt_port)
    await _drop(js, STREAM)  # A work queue has no two consumers for one message.
    for stream, (root, rest) in _ROOTS.items():
        for partition in range(PARTITIONS):
            await js.add_consumer(stream, _consumer(partition, [f"{root}.{partition}.>"]))
        await js.add_consumer(stream, _consumer(REST, rest))
    await _drop(js, MQTT_STREAM)  # This one keeps only what a consumer waits for: the new ones come first.


async def make_tele_stream(js: JetStreamContext) -> None:
    """Make the stream for readings by HTTP and from NATS clients where it is not as it should be."""
    wanted = StreamConfig(
        name=STREAM,
        subjects=["ingest.>", f"{PARTED}.>"],
        subject_transform=_PARTED_BY_NAME,
        retention=RetentionPolicy.WORK_QUEUE,
        discard=DiscardPolicy.NEW,
        max_bytes=_MAX_BYTES,
        num_replicas=settings.ANLAN["ANLAN_NATS_REPLICAS"],
    )
    try:
        await js.add_stream(wanted)
    except BadRequestError:  # It is there with another configuration.
        await js.update_stream(wanted)


async def _drop(js: JetStreamContext, stream: str) -> None:
    """Delete the one consumer that an earlier edition had for everything."""
    with contextlib.suppress(NotFoundError):
        await js.delete_consumer(stream, _CONSUMER_BEFORE)


def _consumer(partition: int | str, subjects: list[str]) -> ConsumerConfig:
    return ConsumerConfig(
        durable_name=consumer_of(partition),
        filter_subject=subjects[0] if len(subjects) == 1 else None,
        filter_subjects=subjects if len(subjects) > 1 else None,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=_ACK_WAIT_SECONDS,
        max_ack_pending=_MAX_ACK_PENDING,
    )


def _connect_once(host: str, port: int) -> None:
    """Connect by MQTT so that the server makes its stream: it does so at the first connection of the account."""
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="anlan-intake")
    client.connect(host, port)
    client.loop_start()
    try:
        info = client.publish("anlan/intake/hello", b"", qos=1)
        info.wait_for_publish(timeout=5)
    finally:
        client.disconnect()
        client.loop_stop()


def host_of(url: str) -> str:
    """Return the host of a NATS address; MQTT listens on the same machine."""
    return urlsplit(url.split(",")[0]).hostname or "127.0.0.1"
