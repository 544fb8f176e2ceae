"""The ingest worker behind three NATS servers of which the leader is killed: what it stores, and whether all of it.

Three servers on this machine and disk, every message on all three and synced (``docs/operations/nats-cluster.conf``),
one ``anlan ingest`` and a private PostgreSQL. Batches of 100 readings are published by one sender that holds and sends
again what is not acknowledged, first to three servers that stay, then while the stream's leader is killed with SIGKILL
and started again. The same sender and worker with one server, in the same run, are what it is compared with.

    python bench/cluster.py [--messages 2000]
"""

import argparse
import asyncio
import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nats
from alarm_latency import SENDERS, Dry
from bed import platform, register
from nats.errors import Error as NatsError

from anlan.config.parts.nats import NatsServer, binary, configuration
from anlan.config.parts.ports import free_ports
from anlan.monitoring.adapters import streams

_CLUSTER = """
cluster {{
  name: anlan
  listen: "127.0.0.1:{port}"
  routes: [{routes}]
}}
"""


@dataclass
class Member:
    """One server of the cluster, as it is started again after a kill."""

    server: NatsServer
    process: subprocess.Popen | None = None

    def start(self) -> None:
        log = (self.server.folder / "log").open("ab")
        self.process = subprocess.Popen([binary(), "-c", str(self.server.folder / "nats.conf")], stderr=log)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def three_servers() -> Iterator[dict[str, Member]]:
    with tempfile.TemporaryDirectory(prefix="anlan-cluster-") as home:
        free = free_ports(9)
        ports = free[:3]
        routes = ", ".join(f'"nats://127.0.0.1:{port}"' for port in ports)
        members = {}
        for number, port in enumerate(ports):
            server = NatsServer(folder=Path(home) / f"n{number}", port=free[3 + number], mqtt_port=free[6 + number])
            server.folder.mkdir()
            text = configuration(server).replace("server_name: anlan", f"server_name: n{number}")
            (server.folder / "nats.conf").write_text(text + _CLUSTER.format(port=port, routes=routes))
            members[f"n{number}"] = Member(server)
        try:
            for member in members.values():
                member.start()
            time.sleep(5)
            yield members
        finally:
            for member in members.values():
                member.kill()


def publish(urls: list[str], dry: Dry, numbers: range) -> None:
    """Publish batches in windows; hold and send again what a window did not get acknowledged (a process of its own)."""

    async def run() -> None:
        client = await nats.connect(urls, max_reconnect_attempts=-1, reconnect_time_wait=0.2)
        js = client.jetstream()
        for start in range(numbers.start, numbers.stop, 50):
            waiting = list(range(start, min(start + 50, numbers.stop)))
            while waiting:
                sends = [js.publish("ingest.bench", dry.batch(number), timeout=3) for number in waiting]
                results = await asyncio.gather(*sends, return_exceptions=True)
                unexpected = [each for each in results if isinstance(each, BaseException) and not _heals(each)]
                if unexpected:
                    raise unexpected[0]
                waiting = [n for n, each in zip(waiting, results, strict=True) if isinstance(each, BaseException)]
                await asyncio.sleep(0.3 if waiting else 0)
        await client.close()

    asyncio.run(run())


def _heals(error: BaseException) -> bool:
    return isinstance(error, NatsError | TimeoutError | OSError)


def stored() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from monitoring_reading")
        return cursor.fetchone()[0]


def run(urls: list[str], dry: Dry, numbers: range, meanwhile=lambda: None) -> float:
    """Publish and wait until all is stored; return readings/s, and fail where readings are missing or twice."""
    before, began = stored(), time.monotonic()
    sender = multiprocessing.Process(target=publish, args=(urls, dry, numbers))
    sender.start()
    meanwhile()
    sender.join()
    while (count := stored() - before) < len(numbers) * 100 and time.monotonic() - began < 300:
        time.sleep(0.2)
    took = time.monotonic() - began
    time.sleep(2)
    if stored() - before != len(numbers) * 100:
        raise SystemExit(f"{len(numbers) * 100} readings published, {count} stored")
    return len(numbers) * 100 / took


def kill_the_leader(members: dict[str, Member], urls: list[str]) -> None:
    async def leader() -> str:
        client = await nats.connect(urls)
        info = await client.jetstream().stream_info(streams.STREAM)
        await client.close()
        return info.cluster.leader

    for _ in range(2):
        time.sleep(3)
        found = members[asyncio.run(leader())]
        found.kill()
        time.sleep(4)
        found.start()


@contextlib.contextmanager
def worker(urls: list[str], mqtt_port: int, replicas: int) -> Iterator[None]:
    bus = {"ANLAN_NATS_URL": ",".join(urls), "ANLAN_MQTT_PORT": str(mqtt_port), "ANLAN_NATS_REPLICAS": str(replicas)}
    process = subprocess.Popen([sys.executable, "-m", "anlan.config.cli", "ingest"], env=os.environ | bus)
    try:
        time.sleep(10)
        yield
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000, help="batches of each of the three runs")
    count = parser.parse_args().messages
    dry, parts = Dry(), [range(start, start + count) for start in range(2, 3 * count, count)]
    with platform() as bus, three_servers() as members:
        prepare()
        urls = [member.server.url for member in members.values()]
        with worker([bus.url], bus.mqtt_port, 1):
            run([bus.url], dry, range(1))  # The first batch compiles the judging loops.
            one = run([bus.url], dry, parts[0])
        print(f"one server: {one:,.0f} readings/s published and stored", flush=True)
        with worker(urls, members["n0"].server.mqtt_port, 3):
            run(urls, dry, range(1, 2))
            three = run(urls, dry, parts[1])
            print(f"three servers: {three:,.0f} readings/s, {three / one:.2f} of one", flush=True)
            killed = run(urls, dry, parts[2], lambda: kill_the_leader(members, urls))
        print(f"leader killed twice: {killed:,.0f} readings/s, {killed / one:.2f} of one; all stored once", flush=True)


def prepare() -> None:
    from anlan.monitoring.services.months import make_month, month_of

    make_month(month_of(datetime.now(UTC)))
    register(SENDERS, rain_only=True)


if __name__ == "__main__":
    main()
