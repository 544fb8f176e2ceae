"""The ingest worker on a real message bus: MQTT and NATS in, acknowledged only after commit."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import nats
import paho.mqtt.client as mqtt
import pytest
from django.conf import settings
from django.db import connection
from nats.errors import Error as NatsError
from tests.factories.monitoring import build_station, rain

from anlan.config.parts.nats import NatsServer, throw_away_server
from anlan.monitoring import api
from anlan.monitoring.adapters import streams
from anlan.monitoring.adapters.publisher import NatsBus
from anlan.monitoring.models import Quarantine, Reading, Station
from anlan.support import clock as shared_clock
from anlan.support.models import JournalEntry

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
NOW = START + timedelta(hours=3)
PATIENCE_SECONDS = 120  # A worker that is the first to judge compiles its loops before.

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400), pytest.mark.whole_machine]


@pytest.fixture
def bus() -> Iterator[NatsServer]:
    with throw_away_server() as server:
        yield server


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    shared_clock.run_clock(start=NOW, speed=0, ceiling=NOW)


def start_worker(bus: NatsServer) -> subprocess.Popen:
    database = settings.DATABASES["default"]
    environment = os.environ | {
        "ANLAN_NATS_URL": bus.url,
        "ANLAN_MQTT_PORT": str(bus.mqtt_port),
        "ANLAN_DATABASE_URL": f"postgresql://{database['USER']}@/{connection.settings_dict['NAME']}?host={database['HOST']}",
    }
    return subprocess.Popen([sys.executable, "-m", "anlan.config.cli", "ingest", "--batch", "5"], env=environment)


def wait_for(holds) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "nothing came"
        time.sleep(0.05)


def has_consumers(bus: NatsServer) -> bool:
    async def look() -> bool:
        client = await nats.connect(bus.url)
        try:
            await client.jetstream().consumer_info(streams.MQTT_STREAM, streams.consumer_of(streams.REST))
            return True
        except NatsError:
            return False
        finally:
            await client.close()

    return asyncio.run(look())


def publish_mqtt(bus: NatsServer, messages: list[tuple[str, object]]) -> None:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="gauge")
    client.connect("127.0.0.1", bus.mqtt_port)
    client.loop_start()
    for topic, content in messages:
        client.publish(topic, msgspec.json.encode(content), qos=1).wait_for_publish(10)
    client.disconnect()
    client.loop_stop()


def kept_of_nats(bus: NatsServer) -> int:
    """Return how many messages the stream for NATS clients has ever had."""

    async def look() -> int:
        client = await nats.connect(bus.url)
        info = await client.jetstream().stream_info(streams.STREAM)
        await client.close()
        return info.state.last_seq

    return asyncio.run(look())


def publish_nats(bus: NatsServer, contents: list[object]) -> None:
    publish_nats_from(bus, [("test", content) for content in contents])


def publish_nats_from(bus: NatsServer, contents: list[tuple[str, object]]) -> None:
    async def publish() -> None:
        client = await nats.connect(bus.url)
        for name, content in contents:
            await client.jetstream().publish(f"ingest.{name}", msgspec.json.encode(content))
        await client.close()

    asyncio.run(publish())


def stop(worker: subprocess.Popen, sign: signal.Signals = signal.SIGTERM) -> int:
    worker.send_signal(sign)
    return worker.wait(20)


def test_readings_by_mqtt_and_by_nats_are_stored_once_and_a_wrong_topic_is_put_aside(bus):
    build_station()
    build_station("LSS01")
    worker = start_worker(bus)
    try:
        wait_for(lambda: has_consumers(bus))
        by_mqtt, by_gateway, by_nats = (rain(START + timedelta(hours=n), [1.0, 2.0]) for n in range(3))
        publish_mqtt(bus, [("tele/YHZ01", by_mqtt), ("tele/gateway/g1", by_gateway), ("tele/LSS01", by_mqtt)])
        assert kept_of_nats(bus) == 0  # what comes by MQTT is kept once
        publish_nats(bus, [by_nats, by_nats])
        by_http = rain(START - timedelta(hours=1), [1.0, 2.0])
        NatsBus(bus.url).publish("ingest.http.k1", msgspec.json.encode(by_http))
        wait_for(lambda: Reading.objects.count() == 8 and Quarantine.objects.count() == 1)
        assert stop(worker) == 0
    finally:
        worker.kill()
        worker.wait()
    assert sorted(Reading.objects.values_list("value", flat=True)) == [1.0] * 4 + [2.0] * 4
    assert Quarantine.objects.get().reason == "monitoring.station_not_in_topic"


def test_a_makers_message_below_dev_is_kept_read_by_its_mapping_and_replayed_after_a_change(bus, actor_with):
    build_station()
    operator = actor_with("department_operator")
    source = api.Source(
        way="mqtt",
        filter="dev/acme/+/up",
        station=api.Pick("level", "3"),
        time="t",
        values=(api.ValueRule(field="mm", quantity="rain"),),
    )
    worker = start_worker(bus)
    try:
        wait_for(lambda: has_consumers(bus))
        publish_mqtt(bus, [("dev/acme/YHZ01/up", {"t": START.timestamp(), "mm": 1.5})])
        wait_for(lambda: Quarantine.objects.count() == 1)
        api.map_source(name="Acme", source=source, family=None, actor=operator, now=NOW)
        publish_mqtt(bus, [("dev/acme/YHZ01/up", {"t": START.timestamp() + 60, "mm": 2.5})])
        wait_for(lambda: Reading.objects.count() == 1)
        held = Quarantine.objects.get()
        api.replay_quarantined(quarantine_id=held.id, bus=NatsBus(bus.url), actor=operator, now=NOW)
        wait_for(lambda: Reading.objects.count() == 2)
        assert stop(worker) == 0
    finally:
        worker.kill()
    assert sorted(Reading.objects.values_list("value", flat=True)) == [1.5, 2.5]


def test_a_worker_killed_again_and_again_loses_and_doubles_nothing(bus):
    codes = [f"K{n:03d}" for n in range(20)]
    for code in codes:
        build_station(code)
    batches = [rain(START, [4.0] * 24, station=code)[n : n + 2] for n in range(0, 24, 2) for code in codes]
    worker = start_worker(bus)
    try:
        wait_for(lambda: has_consumers(bus))
        half = len(batches) // 2
        publish_nats(bus, batches[:half])
        for pause in (0.0, 0.05, 0.15):
            wait_for(lambda: Reading.objects.count() > 0)
            time.sleep(pause)
            stop(worker, signal.SIGKILL)
            worker = start_worker(bus)
            publish_mqtt(bus, [("tele/gateway/g1", each) for each in batches[half:]][:: 3 if pause else 1])
        wait_for(lambda: Reading.objects.count() == 480)
        stop(worker)
    finally:
        worker.kill()
        worker.wait()
    entries = JournalEntry.objects.filter(kind="monitoring.threshold_reached")
    reached = sorted((row.payload["station_code"], row.payload["rule"], row.payload["level"]) for row in entries)
    expected = [("flash_flood", 3), ("flash_flood", 4), ("rainstorm_signal", 3)]
    assert reached == sorted((code, *each) for code in codes for each in expected)
    assert Station.objects.count() == 20
