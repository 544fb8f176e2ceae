"""The streams on the message bus that keep readings until they are stored.

An MQTT PUBACK means that the server's own stream ``$MQTT_msgs`` has the message, and that stream keeps only what a
consumer waits for. So the intake's durable consumer on it must exist before the first gauge connects. Readings by HTTP
and from NATS clients go to the stream ``TELE``, whose subjects no MQTT topic reaches, so nothing is caught twice.
"""

import asyncio
from typing import Final
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DiscardPolicy, RetentionPolicy, StreamConfig
from nats.js.errors import NotFoundError

MQTT_STREAM: Final = "$MQTT_msgs"
MQTT_FILTER: Final = "$MQTT.msgs.tele.>"
STREAM: Final = "TELE"
SUBJECTS: Final = ["ingest.>"]
CONSUMER: Final = "intake"
_ACK_WAIT_SECONDS = 10
_MAX_ACK_PENDING = 20_000
_MAX_BYTES = 4 * 1024**3


async def make_streams(js: JetStreamContext, mqtt_host: str, mqtt_port: int) -> None:
    """Make both streams' durable consumers where they do not exist yet."""
    await make_tele_stream(js)
    await js.add_consumer(STREAM, _consumer(None))
    try:
        await js.stream_info(MQTT_STREAM)
    except NotFoundError:
        await asyncio.to_thread(_connect_once, mqtt_host, mqtt_port)
    await js.add_consumer(MQTT_STREAM, _consumer(MQTT_FILTER))


async def make_tele_stream(js: JetStreamContext) -> None:
    """Make the stream for readings by HTTP and from NATS clients where it does not exist yet."""
    await js.add_stream(
        StreamConfig(
            name=STREAM,
            subjects=SUBJECTS,
            retention=RetentionPolicy.WORK_QUEUE,
            discard=DiscardPolicy.NEW,
            max_bytes=_MAX_BYTES,
        )
    )


def _consumer(subject: str | None) -> ConsumerConfig:
    return ConsumerConfig(
        durable_name=CONSUMER,
        filter_subject=subject,
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
