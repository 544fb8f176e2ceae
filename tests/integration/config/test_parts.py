"""The private NATS and PostgreSQL start, keep what they acknowledged, and leave nothing."""

import asyncio
from pathlib import Path

import nats
import paho.mqtt.client as mqtt
import psycopg
import pytest
from nats.js.api import StorageType, StreamConfig
from paho.mqtt.enums import CallbackAPIVersion

from anlan.config.parts import ports
from anlan.config.parts.nats import throw_away_server
from anlan.config.parts.postgres import EXTENSIONS, throw_away_cluster


def test_a_message_that_was_acknowledged_is_there_after_a_restart(tmp_path: Path):
    async def store(url: str) -> None:
        client = await nats.connect(url)
        stream = client.jetstream()
        await stream.add_stream(StreamConfig(name="PROBE", subjects=["probe.>"], storage=StorageType.FILE))
        await stream.publish("probe.one", b"1")
        await client.close()

    async def count(url: str) -> int:
        client = await nats.connect(url)
        info = await client.jetstream().stream_info("PROBE")
        await client.close()
        return info.state.messages

    with throw_away_server(tmp_path) as server:
        asyncio.run(store(server.url))
    with throw_away_server(tmp_path) as server:
        assert asyncio.run(count(server.url)) == 1
    assert not ports.answers(server.port)


def test_the_stream_of_mqtt_messages_has_the_name_that_ingest_reads():
    """The name is the server's internal matter, so it is checked at every upgrade."""

    async def streams(url: str) -> list[str]:
        client = await nats.connect(url)
        names = [info.config.name for info in await client.jetstream().streams_info()]
        await client.close()
        return names

    with throw_away_server() as server:
        gauge = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="gauge")
        gauge.connect("127.0.0.1", server.mqtt_port)
        gauge.loop_start()
        gauge.publish("tele/one", b"{}", qos=1).wait_for_publish(5)
        gauge.disconnect()
        gauge.loop_stop()
        assert "$MQTT_msgs" in asyncio.run(streams(server.url))


@pytest.mark.timeout(60)
def test_a_throw_away_cluster_has_every_extension_and_is_gone_afterwards():
    with throw_away_cluster() as cluster, psycopg.connect(cluster.url()) as connection:
        rows = connection.execute("select extname from pg_extension").fetchall()
        assert set(EXTENSIONS) <= {name for (name,) in rows}
    assert not cluster.socket.exists()
    assert not cluster.folder.exists()
