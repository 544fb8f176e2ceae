"""Readings per second from batches on the bus to committed rows and judged alarms, as ratios of the machine's limit.

The limit is what these parts can do at best, measured in turn with the whole in the same run, on the same private
PostgreSQL and NATS with everything synced to disk:

    fetch   fetch from JetStream and acknowledge, nothing else
    copy    binary COPY to a temporary table and upsert of rows made ready before, nothing else
    joined  fetch, decode, COPY and upsert, acknowledge; it too fetches while it stores

The whole is the ingest worker as it runs: sorted, stored once, newest values, marks for the roll-up, judged, announced.
Medians of the rates from first to last commit are compared. ``--sizes`` asks instead whether a reading costs the same
among a thousand series and among a million: a mix of quantities, gateways of 100 stations in shuffled order, the same
number of readings and of alarms at every size, measured once every series has been heard (what a series costs the first
time, when its memory is taken into use, is not what the next million readings cost).

    python bench/ingest.py [--messages 2000] [--rounds 3] [--stations 1000] [--wet 0.02] [--profile]
    python bench/ingest.py --sizes 1000,10000,100000,1000000 [--messages 3000]
    python bench/ingest.py --workers 1,2 [--messages 4000]
"""

import argparse
import asyncio
import contextlib
import cProfile
import multiprocessing
import os
import pstats
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import nats
import numpy as np
import orjson
import paho.mqtt.client as mqtt
from bed import NOW, item, platform, quantity_of, register

from anlan.config.parts.nats import NatsServer

PER_MESSAGE = 100
FETCH = 100
SENDERS = 16
WET_SHARE = 0.02
MOST_MINUTES = 40


def downpour(count: int, stations: int, wet_share: float) -> list[bytes]:
    """Return batches as a gateway sends them: 100 rain gauges, one minute; ``wet_share`` of the stations drown."""
    dice = np.random.default_rng(5134)
    minutes = count * PER_MESSAGE // stations
    wet = dice.random(stations) < wet_share
    made = []
    for minute in range(minutes):
        moment = (NOW - timedelta(minutes=minutes - minute)).isoformat()
        depths = np.where(wet, np.round(dice.random(stations) * 1.4, 1), np.round(dice.random(stations) * 0.02, 1))
        for start in range(0, stations, PER_MESSAGE):
            part = [item(n, "rain", moment, float(depths[n])) for n in range(start, start + PER_MESSAGE)]
            made.append(orjson.dumps(part))
    return made


def mixture(count: int, stations: int, warm: int = 0) -> list[bytes]:
    """Return batches of gateways in shuffled order, each round of all gateways a minute later than the one before.

    Few gateways report more often, in smaller steps of rain, so that the whole never spans more than 40 minutes: else
    a thousand series would have levels to leave that a million have not. After the first ``warm`` messages every
    thousandth reading is an hour's rain that reaches a threshold, of another station each time.
    """
    dice = np.random.default_rng(5134)
    gateways = stations // PER_MESSAGE
    made: list[bytes] = []
    rounds = -(-(warm + count) // gateways)
    step = min(1.0, MOST_MINUTES / rounds)
    while len(made) < warm + count:
        moment = (NOW - timedelta(minutes=rounds * step)).isoformat()
        for gateway in dice.permutation(gateways)[: warm + count - len(made)].tolist():
            part = []
            for n in range(gateway * PER_MESSAGE, (gateway + 1) * PER_MESSAGE):
                quantity, low, high = quantity_of(n)
                value = float(dice.uniform(low, high)) * (step if quantity == "rain" else 1)
                part.append(item(n, quantity, moment, round(value, 3)))
            if len(made) >= warm and len(made) % 10 == 0 and gateways > 1:
                part[len(made) // 10 % 5 + 20 * (len(made) // 50 % 5)]["value"] = 60.0
            made.append(orjson.dumps(part))
        rounds -= 1
    return made


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("alter table support_journalentry disable trigger all")
        cursor.execute(
            "truncate monitoring_reading, monitoring_latestvalue, monitoring_judgement, monitoring_quarantine,"
            " monitoring_rollmark, monitoring_hourvalue, monitoring_dayvalue,"
            " support_journalentry cascade"
        )
        cursor.execute("checkpoint")


async def fill(url: str, batch: list[bytes], *, senders: int = 1) -> None:
    """Hand batches to the bus; those of a gateway go by one of ``senders`` names."""
    from anlan.monitoring.adapters import streams

    client = await nats.connect(url)
    js = client.jetstream(publish_async_max_pending=1000)
    await streams.make_tele_stream(js)
    for message in batch:
        name = f"bench{int(message[14:19]) % senders}" if senders > 1 else "bench"
        await js.publish_async(f"ingest.{name}", message)
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


ROW = np.dtype(
    [
        ("fields", ">i2"),
        ("n1", ">i4"),
        ("series", ">i4"),
        ("n2", ">i4"),
        ("time", ">i8"),
        ("n3", ">i4"),
        ("value", ">f8"),
    ]
)
UNIX_TO_POSTGRES = 946_684_800_000_000


class RawReading(msgspec.Struct):
    station: str
    quantity: str
    time: datetime
    value: float


class RawPath:
    """The limits: fetching alone, COPY and upsert alone, and both joined with the decoding between them."""

    def __init__(self, batch: int) -> None:
        from anlan.monitoring.models import Series

        self.batch = batch
        self.series = dict(Series.objects.values_list("station__code", "id"))
        self.thread = ThreadPoolExecutor(1)
        self.decoder = msgspec.json.Decoder(list[RawReading])

    async def fetch(self, bus: NatsServer, stream: str, expected: int) -> float:
        """Fetch and acknowledge; return readings/s."""
        client, pull = await self._pull(bus, stream)
        count, started = 0, time.perf_counter()
        while count < expected:
            for message in await pull.fetch(self.batch, timeout=5):
                await message.ack()
                count += PER_MESSAGE
        await client.flush()
        took = time.perf_counter() - started
        await client.close()
        return count / took

    def copy(self, batch: list[bytes]) -> float:
        """Store rows that are ready; return readings/s."""
        ready = [
            b"".join(self.decoded(raw) for raw in batch[start : start + self.batch])
            for start in range(0, len(batch), self.batch)
        ]
        self.store(b"")
        started = time.perf_counter()
        for rows in ready:
            self.store(rows)
        return len(batch) * PER_MESSAGE / (time.perf_counter() - started)

    async def joined(self, bus: NatsServer, stream: str, expected: int) -> float:
        """Fetch, decode, store, acknowledge; return readings/s after the first batch."""
        client, pull = await self._pull(bus, stream)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.thread, self.store, b"")
        queue: asyncio.Queue = asyncio.Queue(maxsize=2)

        async def keep_fetching() -> None:
            fetched = 0
            while fetched < expected:
                with contextlib.suppress(TimeoutError):
                    messages = await pull.fetch(self.batch, timeout=0.5)
                    fetched += len(messages) * PER_MESSAGE
                    await queue.put((messages, b"".join([self.decoded(message.data) for message in messages])))

        fetching = asyncio.create_task(keep_fetching())
        stored = first = 0
        started = 0.0
        while stored < expected:
            messages, rows = await queue.get()
            await loop.run_in_executor(self.thread, self.store, rows)
            stored += len(messages) * PER_MESSAGE
            for message in messages:
                await message.ack()
            if not first:
                first, started = stored, time.perf_counter()
        took = time.perf_counter() - started
        await fetching
        await client.close()
        return (expected - first) / took

    async def _pull(self, bus: NatsServer, stream: str):
        from anlan.monitoring.adapters import streams
        from anlan.monitoring.domain.partitions import partition_of

        client = await nats.connect(bus.url)
        js = client.jetstream()
        await streams.make_streams(js, "127.0.0.1", bus.mqtt_port)
        return client, await js.pull_subscribe_bind(consumer=streams.consumer_of(partition_of("bench")), stream=stream)

    def decoded(self, raw: bytes) -> bytes:
        items = self.decoder.decode(raw)
        rows = np.empty(len(items), dtype=ROW)
        rows["fields"], rows["n1"], rows["n2"], rows["n3"] = 3, 4, 8, 8
        rows["series"] = [self.series[item.station] for item in items]
        moments = np.array([item.time.timestamp() for item in items])
        rows["time"] = np.rint(moments * 1e6).astype(np.int64) - UNIX_TO_POSTGRES
        rows["value"] = [item.value for item in items]
        return rows.tobytes()

    def store(self, rows: bytes) -> None:
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "create temp table if not exists raw_reading (series_id integer, time timestamptz, value float8)"
                " on commit delete rows"
            )
            with cursor.copy("copy raw_reading from stdin (format binary)") as copy:
                copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8) + rows + b"\xff\xff")
            cursor.execute(
                "insert into monitoring_reading select series_id, time, value, 0, now() from raw_reading"
                " on conflict (series_id, time) do nothing"
            )


@dataclass(frozen=True)
class Run:
    """Readings stored in a second, seconds of processors used for each, and alarms told."""

    rate: float
    used: float
    told: int


def processor_seconds() -> float:
    """Return what this process and all of PostgreSQL have used of the processors since they began."""
    postmaster = (Path(os.environ["ANLAN_VAR"]) / "postgres" / "data" / "postmaster.pid").read_text().split()[0]
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, fields = stat.parent.name, stat.read_text().rpartition(")")[2].split()
            if pid == postmaster:
                ticks += sum(map(int, fields[11:15]))
            elif fields[1] == postmaster:
                ticks += sum(map(int, fields[11:13]))
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


async def whole_path(bus: NatsServer, expected: int, fetch: int, warm: int = 1) -> Run:
    """Run the ingest worker until everything is stored; what it did after ``warm`` readings counts."""
    from anlan.monitoring.adapters.worker import Bus, Worker

    stored = told = first = 0
    started = finished = used = 0.0
    done = asyncio.Event()

    def report(outcome) -> None:
        nonlocal stored, told, first, started, finished, used
        stored, told = stored + outcome.stored, told + outcome.told
        if not first and stored >= warm:
            first, started, used = stored, time.perf_counter(), processor_seconds()
        if stored >= expected and not done.is_set():
            finished, used = time.perf_counter(), processor_seconds() - used
            done.set()

    worker = Worker(bus=Bus(url=bus.url, mqtt_port=bus.mqtt_port, batch=fetch), report=report)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(worker._thread, worker._revise)
    await loop.run_in_executor(worker._thread, worker._take, [])
    task = asyncio.create_task(worker.run())
    await asyncio.wait_for(done.wait(), 900)
    worker.stopping.set()
    await task
    return Run((expected - first) / (finished - started), used / (expected - first), told)


def measure(bus: NatsServer, batch: list[bytes], rounds: int, fetch: int) -> None:
    from anlan.monitoring.adapters import streams

    expected = len(batch) * PER_MESSAGE
    raw = RawPath(fetch)
    ways = {
        "NATS": (lambda: asyncio.run(fill(bus.url, batch)), streams.STREAM),
        "MQTT": (lambda: fill_mqtt(bus, batch), streams.MQTT_STREAM),
    }
    for way, (refill, stream) in ways.items():
        rates: dict[str, list[float]] = {"fetch": [], "copy": [], "joined": [], "whole": []}
        told = 0
        for _ in range(rounds):
            refill()
            rates["fetch"].append(asyncio.run(raw.fetch(bus, stream, expected)))
            empty()
            rates["copy"].append(raw.copy(batch))
            empty()
            refill()
            rates["joined"].append(asyncio.run(raw.joined(bus, stream, expected)))
            empty()
            refill()
            run = asyncio.run(whole_path(bus, expected, fetch))
            rates["whole"].append(run.rate)
            told = run.told
        middle = {name: statistics.median(values) for name, values in rates.items()}
        print(
            f"{way}: {middle['whole']:,.0f} readings/s stored and judged ({told} alarms); limits: "
            f"fetch {middle['fetch']:,.0f}, copy {middle['copy']:,.0f}, joined {middle['joined']:,.0f}: "
            f"ratio {middle['whole'] / middle['joined']:.2f}",
            flush=True,
        )


def measure_sizes(bus: NatsServer, sizes: list[int], count: int, rounds: int, fetch: int) -> None:
    """Print the cost of a reading at each number of series, as a ratio of the cost at the first.

    The cost is the time of processors that the worker and PostgreSQL used for it; the time that passed stands beside
    it, and other work of a shared machine in that. The very first round, in which loops are compiled and files grow, is
    not counted.
    """
    costs: dict[int, list[float]] = {size: [] for size in sizes}
    for size in sizes:
        register(size, rain_only=False)
        warm = size // PER_MESSAGE
        batch = mixture(count, size, warm)
        expected = len(batch) * PER_MESSAGE
        passed, told = [], 0
        for number in range(rounds + (size == sizes[0])):
            empty()
            asyncio.run(fill(bus.url, batch))
            run = asyncio.run(whole_path(bus, expected, fetch, size))
            told = run.told
            if number or size != sizes[0]:
                costs[size].append(1e6 * run.used)
                passed.append(1e6 / run.rate)
        cost = statistics.median(costs[size])
        ratio = cost / statistics.median(costs[sizes[0]])
        print(
            f"{size:>9,} series: {cost:.2f} us of processors a reading, {ratio:.2f} of the first; "
            f"{statistics.median(passed):.2f} us passed ({told} alarms)",
            flush=True,
        )


def measure_workers(bus: NatsServer, batch: list[bytes], workers: int) -> None:
    """Print the rate of processes that share the sources, from the first commit to the last."""
    from django.db import connection

    empty()
    asyncio.run(fill(bus.url, [], senders=SENDERS))
    started = [subprocess.Popen([sys.executable, "-m", "anlan.config.cli", "ingest"]) for _ in range(workers)]
    try:
        time.sleep(8)  # until each has its share
        filling = multiprocessing.Process(target=_fill, args=(bus.url, batch))
        filling.start()
        seen: list[tuple[float, int]] = [(time.perf_counter(), 0)]
        while seen[-1][1] < len(batch) * PER_MESSAGE:
            with connection.cursor() as cursor:
                cursor.execute("select count(*) from monitoring_reading")
                stored = cursor.fetchone()[0]
            if stored > seen[-1][1]:
                seen.append((time.perf_counter(), stored))
            time.sleep(0.02)
        filling.join()
        rate = (seen[-1][1] - seen[1][1]) / (seen[-1][0] - seen[1][0])
        print(f"{workers} worker(s): {rate:,.0f} readings/s while {SENDERS} senders send", flush=True)
    finally:
        for process in started:
            process.terminate()
            process.wait(20)


def _fill(url: str, batch: list[bytes]) -> None:
    asyncio.run(fill(url, batch, senders=SENDERS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stations", type=int, default=1000)
    parser.add_argument("--wet", type=float, default=WET_SHARE, help="share of gauges in a downpour")
    parser.add_argument("--sizes", default="", help="numbers of series among which the cost of a reading is compared")
    parser.add_argument("--workers", default="", help="numbers of worker processes to compare, as 1,2")
    parser.add_argument("--fetch", type=int, default=FETCH, help="messages fetched and stored at once")
    parser.add_argument("--profile", action="store_true", help="profile the storing thread instead of measuring")
    options = parser.parse_args()
    with platform() as bus:
        run(options, bus)


def run(options: argparse.Namespace, bus: NatsServer) -> None:
    from anlan.monitoring.services.months import make_month, month_of
    from anlan.support.clock import follow_setting, run_clock

    run_clock(start=NOW, speed=0, ceiling=NOW)
    follow_setting()
    make_month(month_of(NOW))
    make_month(month_of(NOW - timedelta(days=3)))
    if options.sizes and options.profile:
        register(int(options.sizes), rain_only=False)
        profile(mixture(options.messages, int(options.sizes)))
    elif options.sizes:
        sizes = [int(size) for size in options.sizes.split(",")]
        measure_sizes(bus, sizes, options.messages, options.rounds, options.fetch)
    else:
        register(options.stations, rain_only=True)
        batch = downpour(options.messages, options.stations, options.wet)
        if options.profile:
            profile(batch)
        elif options.workers:
            for workers in options.workers.split(","):
                measure_workers(bus, batch, int(workers))
        else:
            measure(bus, batch, options.rounds, options.fetch)


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
