"""Readings per second from batches of 100 on the bus to committed rows and judged alarms, as a ratio of the raw path.

The raw path is the least that any intake on these parts must do: fetch from JetStream, decode, binary COPY, upsert,
acknowledge; it too fetches while it stores. Both run on the same private PostgreSQL and NATS with everything synced
to disk, in turn, several rounds; the medians of the rates from first to last commit are compared.

    python bench/ingest.py [--messages 2000] [--rounds 3] [--stations 1000] [--wet 0.02] [--profile]
"""

import argparse
import asyncio
import contextlib
import cProfile
import os
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nats
import numpy as np
import orjson
import paho.mqtt.client as mqtt

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from anlan.config.parts import postgres
from anlan.config.parts.child import start_child, stop_child, wait_until
from anlan.config.parts.nats import NatsServer, throw_away_server

PER_MESSAGE = 100
FETCH = 100
WET_SHARE = 0.02
TOWNSHIPS = 300
VILLAGES_EACH = 4
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@contextlib.contextmanager
def durable_cluster(home: Path) -> Iterator[postgres.Cluster]:
    home.chmod(0o755)
    cluster = postgres.cluster_in(home / "postgres")
    launch = postgres.launch_of(cluster)
    child = start_child(launch)
    try:
        if not wait_until(lambda: postgres.is_ready(cluster), child):
            raise SystemExit("PostgreSQL did not start")
        postgres.prepare_database(cluster)
        yield cluster
    finally:
        stop_child(child, launch)
        postgres.forget_socket(cluster)


def messages(count: int, stations: int, wet_share: float) -> list[bytes]:
    """Return batches as a gateway sends them: 100 stations, one minute; ``wet_share`` of the stations drown."""
    dice = np.random.default_rng(5134)
    minutes = count * PER_MESSAGE // stations
    wet = dice.random(stations) < wet_share
    made = []
    for minute in range(minutes):
        moment = (NOW - timedelta(minutes=minutes - minute)).isoformat()
        depths = np.where(wet, np.round(dice.random(stations) * 1.4, 1), np.round(dice.random(stations) * 0.02, 1))
        for start in range(0, stations, PER_MESSAGE):
            made.append(
                orjson.dumps(
                    [
                        {"station": f"B{n:05d}", "quantity": "rain", "time": moment, "value": float(depths[n])}
                        for n in range(start, start + PER_MESSAGE)
                    ]
                )
            )
    return made


def register(stations: int) -> None:
    from anlan.kernel.levels import Level
    from anlan.monitoring import api

    regions = [f"5134{10 + n // 30:02d}{100 + n % 30:03d}" for n in range(TOWNSHIPS)]
    villages = [f"{region}{200 + n}" for region in regions for n in range(VILLAGES_EACH)]
    api.register_stations(
        [
            api.NewStation(
                code=f"B{n:05d}",
                name=f"Bench {n}",
                kind="rain_gauge",
                region=regions[n % TOWNSHIPS],
                longitude=102.0,
                latitude=28.0,
                stands_for=(regions[n % TOWNSHIPS], *(regions[n % TOWNSHIPS] + str(200 + v) for v in range(4))),
            )
            for n in range(stations)
        ]
    )
    values = (20.0, 40.0)
    for codes, factor in ((regions, 1.0), (villages, 0.9)):
        bands = tuple(
            api.Band(level=level, window_hours=hours, lower=value * hours**0.5 * factor)
            for level, value in zip((Level.ORANGE, Level.RED), values, strict=True)
            for hours in (1, 3, 6, 24)
        )
        _load(codes, bands)


def _load(codes, bands) -> None:
    from anlan.kernel.actors import SYSTEM
    from anlan.monitoring.models import LocalThreshold, ThresholdEdition

    editions = ThresholdEdition.objects.bulk_create(
        ThresholdEdition(
            region=code,
            number=1,
            state="approved",
            reason="bench",
            effective_from=NOW - timedelta(days=9),
            proposed_by=SYSTEM.id,
            proposed_by_name="",
            proposed_at=NOW,
            approved_by="bench",
        )
        for code in codes
    )
    LocalThreshold.objects.bulk_create(
        LocalThreshold(edition=e, window_hours=b.window_hours, level=int(b.level), value=b.lower)
        for e in editions
        for b in bands
    )


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("alter table support_journalentry disable trigger all")
        cursor.execute(
            "truncate monitoring_reading, monitoring_latestvalue, monitoring_judgement, monitoring_quarantine,"
            " support_journalentry cascade"
        )
        cursor.execute("checkpoint")


async def fill(url: str, batch: list[bytes]) -> None:
    from anlan.monitoring.adapters import streams

    client = await nats.connect(url)
    js = client.jetstream(publish_async_max_pending=1000)
    await streams.make_tele_stream(js)
    for message in batch:
        await js.publish_async("ingest.bench", message)
    await js.publish_async_completed()
    await client.close()


def fill_mqtt(bus: NatsServer, batch: list[bytes]) -> None:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="bench")
    client.max_inflight_messages_set(200)
    client.connect("127.0.0.1", bus.mqtt_port)
    client.loop_start()
    for info in [client.publish("tele/gateway/bench", message, qos=1) for message in batch]:
        info.wait_for_publish(60)
    client.disconnect()
    client.loop_stop()


class RawPath:
    """Fetch, decode, COPY, upsert, acknowledge: nothing else."""

    def __init__(self) -> None:
        from anlan.monitoring.models import Series

        self.series = dict(Series.objects.values_list("station__code", "id"))
        self.thread = ThreadPoolExecutor(1)

    async def run(self, bus: NatsServer, stream: str, expected: int) -> float:
        """Return readings/s after the first batch."""
        from anlan.monitoring.adapters import streams

        client = await nats.connect(bus.url)
        js = client.jetstream()
        await streams.make_streams(js, "127.0.0.1", bus.mqtt_port)
        pull = await js.pull_subscribe_bind(consumer=streams.CONSUMER, stream=stream)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.thread, self.store, [])
        stored = first = 0
        started = 0.0
        fetched = await pull.fetch(FETCH, timeout=5)
        while stored < expected:
            job = loop.run_in_executor(self.thread, self.store, [message.data for message in fetched])
            held, fetched = fetched, []
            if stored + len(held) * PER_MESSAGE < expected:
                with contextlib.suppress(TimeoutError):
                    fetched = await pull.fetch(FETCH, timeout=0.5)
            stored += await job
            for message in held:
                await message.ack()
            if not first:
                first, started = stored, time.perf_counter()
        took = time.perf_counter() - started
        await client.close()
        return (expected - first) / took

    def store(self, raw: list[bytes]) -> int:
        from django.db import connection, transaction

        from anlan.monitoring.services import storing

        items = [item for message in raw for item in orjson.loads(message)]
        rows = np.empty(len(items), dtype=storing._ROW)
        rows["fields"], rows["n1"], rows["n2"], rows["n3"], rows["n4"] = 4, 4, 4, 8, 8
        rows["number"] = np.arange(len(rows))
        rows["series"] = [self.series[item["station"]] for item in items]
        moments = [datetime.fromisoformat(item["time"]).timestamp() for item in items]
        rows["time"] = np.rint(np.array(moments) * 1e6).astype(np.int64) - storing._POSTGRES_EPOCH
        rows["value"] = [item["value"] for item in items]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(storing._TEMPORARY)
            with cursor.copy("copy incoming_reading from stdin (format binary)") as copy:
                copy.write(storing._HEADER + rows.tobytes() + storing._TRAILER)
            cursor.execute(
                "insert into monitoring_reading select series_id, time, value, 0, now() from incoming_reading"
                " on conflict (series_id, time) do nothing"
            )
        return len(items)


async def whole_path(bus: NatsServer, expected: int) -> tuple[float, int]:
    """Run the ingest worker until everything is stored; return readings/s after its first batch, and the alarms."""
    from anlan.monitoring.adapters.worker import Bus, Worker

    stored = told = first = 0
    started = finished = 0.0
    done = asyncio.Event()

    def report(outcome) -> None:
        nonlocal stored, told, first, started, finished
        stored, told = stored + outcome.stored, told + outcome.told
        if not first:
            first, started = stored, time.perf_counter()
        if stored >= expected:
            finished = time.perf_counter()
            done.set()

    worker = Worker(bus=Bus(url=bus.url, mqtt_port=bus.mqtt_port, batch=FETCH), report=report)
    await asyncio.get_running_loop().run_in_executor(worker._thread, worker._take, [])
    task = asyncio.create_task(worker.run())
    await asyncio.wait_for(done.wait(), 120)
    worker.stopping.set()
    await task
    return (expected - first) / (finished - started), told


def measure(bus: NatsServer, batch: list[bytes], rounds: int) -> None:
    from anlan.monitoring.adapters import streams

    expected = len(batch) * PER_MESSAGE
    raw = RawPath()
    ways = {
        "NATS": (lambda: asyncio.run(fill(bus.url, batch)), streams.STREAM),
        "MQTT": (lambda: fill_mqtt(bus, batch), streams.MQTT_STREAM),
    }
    for way, (refill, stream) in ways.items():
        raw_rates, whole_rates, told = [], [], 0
        for _ in range(rounds):
            empty()
            refill()
            raw_rates.append(asyncio.run(raw.run(bus, stream, expected)))
            empty()
            refill()
            rate, told = asyncio.run(whole_path(bus, expected))
            whole_rates.append(rate)
        limit, whole = statistics.median(raw_rates), statistics.median(whole_rates)
        print(
            f"{way}: {whole:,.0f} readings/s stored and judged ({told} alarms), limit {limit:,.0f}: "
            f"ratio {whole / limit:.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stations", type=int, default=1000)
    parser.add_argument("--wet", type=float, default=WET_SHARE, help="share of gauges in a downpour")
    parser.add_argument("--profile", action="store_true", help="profile the storing thread instead of measuring")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="anlan-bench-")))
        cluster = stack.enter_context(durable_cluster(home))
        (home / "nats").mkdir()
        bus = stack.enter_context(throw_away_server(home / "nats"))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "anlan.config.settings",
            "ANLAN_DATABASE_URL": cluster.url(),
            "ANLAN_SECRET_KEY": "bench" * 12,
            "ANLAN_VAR": str(home),
        }
        run(options, bus)


def run(options: argparse.Namespace, bus: NatsServer) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from anlan.monitoring.services.storing import make_month, month_of
    from anlan.support.clock import follow_setting, run_clock

    call_command("migrate", verbosity=0)
    run_clock(start=NOW, speed=0, ceiling=NOW)
    follow_setting()
    make_month(month_of(NOW))
    make_month(month_of(NOW - timedelta(days=3)))
    register(options.stations)
    batch = messages(options.messages, options.stations, options.wet)
    if options.profile:
        profile(batch)
    else:
        measure(bus, batch, options.rounds)
    connections.close_all()


def profile(batch: list[bytes]) -> None:
    """Show where the storing thread spends its time."""
    from anlan.kernel import clock
    from anlan.monitoring.domain.intake import Arrival
    from anlan.monitoring.services.ingesting import Intake

    intake = Intake()
    intake.take([], now=clock.now())
    watch = cProfile.Profile()
    watch.enable()
    for start in range(0, len(batch), FETCH):
        intake.take([Arrival("nats", "", raw) for raw in batch[start : start + FETCH]], now=clock.now())
    watch.disable()
    pstats.Stats(watch).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
