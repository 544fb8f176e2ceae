"""A million readings while the intake, NATS and PostgreSQL are killed: each good one stored once, each alarm once.

What must come out is reckoned beside the platform, by plain sums over arrays: which gauge reaches which level of which
rule. Broken messages are sent among the good ones, some twice, some up to an hour late.
"""

import asyncio
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import nats
import numpy as np
import psycopg
import pytest
from nats.errors import Error as NatsError
from nats.js import JetStreamContext

from anlan.config.parts import nats as nats_part
from anlan.config.parts import postgres
from anlan.config.parts.child import Launch, start_child, stop_child, wait_until
from anlan.config.parts.ports import free_port, free_ports

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
STATIONS = 3000
PER_MESSAGE = 100
MINUTES = 340  # What comes more than six hours after its group's newest reading is stored, but judged no more.
FEW = 1000
LATEST_MINUTES = 60
KILLS = ("ingest", "nats", "postgres")
PATIENCE_SECONDS = 420
SMALL_DISK = 17 * 1024 * 1024  # A file of the write-ahead log still fits, the table of readings does not.
REGISTER = """
from anlan.monitoring import api
from anlan.support.clock import run_clock
from datetime import datetime
now = datetime.fromisoformat("{now}")
run_clock(start=now, speed=0, ceiling=now)
api.register_stations([
    api.NewStation(code=f"F{{n:05d}}", name=f"Gauge {{n}}", kind="rain_gauge", longitude=102.0, latitude=28.0,
                   region=f"5134{{10 + n // 100:02d}}{{100 + n % 100:03d}}")
    for n in range({stations})
])
"""
JUMP = "update support_clocksetting set platform_origin = '{now}', ceiling = '{now}' returning id"
NOTICED_SECONDS = 1  # Processes ask for the clock five times a second.
REPLAY = """
from anlan.kernel.actors import SYSTEM
from anlan.kernel import clock
from anlan.monitoring import api
from anlan.monitoring.adapters.publisher import bus
for reason in ("monitoring.in_the_future", "monitoring.too_old"):
    while api.replay_all(reason=reason, bus=bus(), actor=SYSTEM, now=clock.now()):
        pass
"""


@dataclass
class Plant:
    """PostgreSQL, NATS and ingest workers as processes that can be killed and come back."""

    folder: Path
    database: postgres.Cluster
    bus: nats_part.NatsServer
    launches: dict[str, Launch] = field(default_factory=dict)
    running: dict[str, subprocess.Popen] = field(default_factory=dict)
    kills: list[str] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        own = {name: text for name, text in os.environ.items() if not name.startswith("ANLAN_")}
        return own | {
            "ANLAN_VAR": str(self.folder),
            "ANLAN_SECRET_KEY": "faults" * 10,
            "ANLAN_DATABASE_URL": self.database.url(),
            "ANLAN_NATS_URL": self.bus.url,
            "ANLAN_MQTT_PORT": str(self.bus.mqtt_port),
            "NUMBA_CACHE_DIR": str(self.folder.parent / "numba"),  # Compiled once for all tests, not for each plant.
        }

    def start(self, name: str) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        child = self.running[name] = start_child(self.launches[name], log)
        if name == "postgres":
            assert wait_until(lambda: postgres.is_ready(self.database), child, 60)
        if name == "nats":
            assert wait_until(lambda: nats_part.is_ready(self.bus), child, 60)

    def kill(self, name: str) -> None:
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()
        self.kills.append(name)

    def stop(self) -> None:
        for name in reversed(self.running):
            stop_child(self.running[name], self.launches[name])
        postgres.forget_socket(self.database)

    def anlan(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "anlan.config.cli", *arguments]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, sql: str) -> list[tuple]:
        """Ask the database, as soon as it is there."""
        deadline = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(self.database.url(), connect_timeout=5) as connection:
                    return connection.execute(sql).fetchall()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline
                time.sleep(0.2)

    def wait(self, holds: Callable[[], bool], patience: float = PATIENCE_SECONDS) -> None:
        deadline = time.monotonic() + patience
        while not holds():
            assert time.monotonic() < deadline, self.state()
            time.sleep(0.3)

    def state(self) -> object:
        aside = self.ask("select reason, state, count(*), sum(count) from monitoring_quarantine group by 1, 2")
        return self.stored(), aside, self.kills, (self.folder / "ingest.log").read_text()[-2000:]

    def stored(self) -> int:
        return self.ask("select count(*) from monitoring_reading")[0][0]


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a stopped cluster with all tables and gauges, which each test copies."""
    with a_plant(tmp_path_factory) as plant:
        plant.start("postgres")
        postgres.prepare_database(plant.database)
        plant.anlan("manage", "migrate", "-v", "0")
        plant.anlan("manage", "shell", "-v", "0", "-c", REGISTER.format(now=NOW.isoformat(), stations=STATIONS))
    return plant.database.folder


@pytest.fixture
def plant(tmp_path_factory: pytest.TempPathFactory, registered: Path) -> Iterator[Plant]:
    with a_plant(tmp_path_factory, registered) as plant:
        plant.start("postgres")
        plant.start("nats")
        command = (sys.executable, "-m", "anlan.config.cli", "ingest")
        plant.launches["ingest"] = Launch(command=command, environment=plant.environment())
        plant.start("ingest")
        yield plant


@contextlib.contextmanager
def a_plant(factory: pytest.TempPathFactory, data: Path | None = None) -> Iterator[Plant]:
    folder = factory.getbasetemp().parent / f"million-{os.getpid()}-{free_port()}"
    folder.mkdir()
    folder.chmod(0o755)
    port, mqtt_port = free_ports(2)
    bus = nats_part.NatsServer(folder=folder / "nats", port=port, mqtt_port=mqtt_port)
    plant = Plant(folder, postgres.cluster_in(folder / "postgres"), bus)
    if data:
        subprocess.run(["cp", "-a", str(data), str(plant.database.folder)], check=True)
    plant.launches = {"postgres": postgres.launch_of(plant.database), "nats": nats_part.launch_of(bus)}
    try:
        yield plant
    finally:
        plant.stop()


def rain(minutes: int, seed: int, stations: int = FEW) -> np.ndarray:
    """Return tenths of a millimetre by minute and station: two gauges in a hundred drown, others see hardly any."""
    dice = np.random.default_rng(seed)
    depths = (dice.random((minutes, stations)) < 0.02).astype(np.int64)
    wet = dice.random(stations) < 0.02
    begin = dice.integers(0, max(minutes - 240, 1), stations)
    hour = np.arange(minutes)[:, None]
    pours = wet & (hour >= begin) & (hour < begin + 240)
    return np.where(pours, dice.integers(0, 15, (minutes, stations)), depths)


def messages(depths: np.ndarray, first: datetime) -> list[bytes]:
    made = []
    for minute, row in enumerate(depths.tolist()):
        moment = (first + timedelta(minutes=minute)).isoformat()
        for start in range(0, len(row), PER_MESSAGE):
            items = [
                {"station": f"F{n:05d}", "quantity": "rain", "time": moment, "value": row[n] / 10}
                for n in range(start, start + PER_MESSAGE)
            ]
            made.append(json.dumps(items).encode())
    return made


def broken(good: list[bytes], share: float, chance: random.Random) -> list[bytes]:
    """Return copies of good messages that no reader can take: cut short, or with a byte that no JSON has."""
    made = []
    for number, raw in enumerate(chance.sample(good, int(len(good) * share))):
        cut = chance.randrange(10, len(raw) - 10)
        made.append(raw[:cut] + f"#{number}".encode() if number % 2 else raw[:cut] + b"\x00" + raw[cut:])
    return made


LEVELS = {"rainstorm_signal": {(720, 500): 1, (360, 500): 2, (180, 500): 3, (180, 1000): 4}}
LEVELS["flash_flood"] = {(60, 300): 3, (180, 500): 3, (360, 800): 3, (60, 500): 4, (180, 800): 4, (360, 1200): 4}
REARM_MINUTES = 60


def reached(depths: np.ndarray) -> set[tuple[str, str, int, int]]:
    """Return (station, rule, level, minute) of every rise that must be told, reckoned from sums over whole windows."""
    total = np.vstack([np.zeros((1, depths.shape[1]), dtype=np.int64), depths.cumsum(axis=0)])
    told = set()
    for rule, bands in LEVELS.items():
        levels = np.zeros(depths.shape, dtype=np.int64)
        for (window, tenths), level in bands.items():
            begin = np.maximum(np.arange(1, len(depths) + 1) - window, 0)
            sums = total[1:] - total[begin]
            levels = np.maximum(levels, np.where(sums >= tenths, level, 0))
        for station in np.flatnonzero(levels.any(axis=0)).tolist():
            told |= {(f"F{station:05d}", rule, level, minute) for level, minute in _rises(levels[:, station].tolist())}
    return told


def _rises(levels: list[int]) -> Iterator[tuple[int, int]]:
    """Yield a rise above the level that is stood at; a lower one is stood at only after an hour below."""
    stood, held_at = 0, -1
    for minute, level in enumerate(levels):
        if level > stood:
            yield level, minute
            stood, held_at = level, minute
        elif level == stood:
            held_at = minute
        elif minute - held_at >= REARM_MINUTES:
            stood, held_at = level, minute


def late_and_twice(good: list[bytes], chance: random.Random) -> list[bytes]:
    """Return the messages in an order that may happen: some up to an hour late, some twice."""
    per_minute = STATIONS // PER_MESSAGE
    placed = []
    for number, raw in enumerate(good):
        is_late = chance.random() < 0.03
        placed.append((number + (chance.randrange(LATEST_MINUTES * per_minute) if is_late else 0), number, raw))
        if chance.random() < 0.01:
            placed.append((number + chance.randrange(30 * per_minute), number, raw))
    return [raw for _, _, raw in sorted(placed)]


@dataclass
class Sender:
    """Hands messages to the bus from a thread of its own, each until the bus has said that it is on disk."""

    url: str
    todo: list[bytes]
    barrier: int = 0  # No message from here on goes out before the barrier is moved.
    sent: int = 0

    def run(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        client = await nats.connect(self.url, max_reconnect_attempts=-1, reconnect_time_wait=0.2)
        tasks: set[asyncio.Task] = set()
        for number, raw in enumerate(self.todo):
            while number >= self.barrier or len(tasks) >= 128:
                done, tasks = await asyncio.wait(tasks, timeout=0.05) if tasks else (set(), tasks)
                self.sent += len(done)
                await asyncio.sleep(0.01 if number >= self.barrier else 0)
            tasks.add(asyncio.create_task(self._publish(client.jetstream(), raw)))
        if tasks:
            await asyncio.wait(tasks)
        await client.close()

    @staticmethod
    async def _publish(js: JetStreamContext, raw: bytes) -> None:
        while True:
            with contextlib.suppress(NatsError, OSError, TimeoutError):
                await js.publish("ingest.faults", raw, timeout=5)
                return
            await asyncio.sleep(0.2)


def send(plant: Plant, todo: list[bytes], disturb: dict[int, Callable[[], None]]) -> None:
    """Send every message, and do what is to be done at each of the given numbers, while others are under way.

    Processes are started in this thread, because a child ends with the thread that started it.
    """
    sender = Sender(plant.bus.url, todo)
    thread = threading.Thread(target=sender.run, daemon=True)
    thread.start()
    for number, act in sorted(disturb.items()):
        sender.barrier = number
        plant.wait(lambda number=number: sender.sent >= number - 300, 120)
        sender.barrier = number + 200
        act()
    sender.barrier = len(todo)
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive(), plant.state()


def told(plant: Plant, first: datetime) -> list[tuple[str, str, int, int]]:
    rows = plant.ask(
        "select payload->>'station_code', payload->>'rule', (payload->>'level')::int, payload->>'observed_at'"
        " from support_journalentry where kind = 'monitoring.threshold_reached'"
    )
    return [
        (station, rule, level, round((datetime.fromisoformat(at) - first).total_seconds() / 60))
        for station, rule, level, at in rows
    ]


def assert_all_is_there(plant: Plant, depths: np.ndarray, bad: list[bytes]) -> None:
    assert plant.stored() == depths.size, plant.kills
    (sums,) = plant.ask("select round(sum(value)::numeric, 1), min(value), max(value) from monitoring_reading")
    assert float(sums[0]) == pytest.approx(depths.sum() / 10, abs=0.05), plant.kills
    held = plant.ask(
        "select raw, count(*) from monitoring_quarantine where reason = 'monitoring.malformed' group by raw"
    )
    assert {bytes(raw) for raw, _ in held} == set(bad), plant.kills
    assert all(count == 1 for _, count in held), plant.kills


@pytest.mark.timeout(900)
def test_a_million_readings_survive_the_killing_of_every_part(plant: Plant):
    chance = random.Random(5134)
    first = NOW - timedelta(minutes=MINUTES)
    depths = rain(MINUTES, 5134, STATIONS)
    good = messages(depths, first)
    bad = broken(good, 0.01, chance)
    todo = late_and_twice(good, chance)
    for raw in bad:
        todo.insert(chance.randrange(len(todo)), raw)
    victims = list(KILLS) * 3
    chance.shuffle(victims)
    moments = chance.sample(range(400, len(todo) - 400), len(victims))
    send(plant, todo, {at: partial(kill_and_start, plant, name) for at, name in zip(moments, victims, strict=True)})
    assert sorted(plant.kills) == sorted(victims)
    plant.wait(lambda: plant.stored() >= depths.size)
    plant.wait(lambda: held(plant) >= len(bad), 60)
    assert_all_is_there(plant, depths, bad)
    wanted = reached(depths)
    assert len(wanted) > 20
    assert_each_alarm_once(told(plant, first), wanted, plant.kills)


def assert_each_alarm_once(
    found: list[tuple[str, str, int, int]], wanted: set[tuple[str, str, int, int]], kills: list[str]
) -> None:
    """See that nothing was told twice, and every gauge's highest level by each rule was told.

    Of several levels that one batch of messages brought only the highest is told, so the lower ones may be missing.
    """
    assert len(found) == len(set(found)), kills
    assert highest(found) == highest(wanted), kills


def highest(rises: Iterable[tuple[str, str, int, int]]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for station, rule, level, _minute in rises:
        found[station, rule] = max(level, found.get((station, rule), 0))
    return found


def kill_and_start(plant: Plant, name: str) -> None:
    plant.kill(name)
    time.sleep(random.uniform(0, 0.5))
    plant.start(name)


def held(plant: Plant) -> int:
    return plant.ask("select count(*) from monitoring_quarantine where reason = 'monitoring.malformed'")[0][0]


@pytest.mark.timeout(600)
def test_a_full_disk_of_the_database_loses_nothing(plant: Plant):
    """A limit on the size of files stands for a full disk: PostgreSQL cannot extend its tables any more."""
    first = NOW - timedelta(minutes=MINUTES)
    depths = rain(MINUTES, 9)
    whole = plant.launches["postgres"]
    plant.kill("postgres")
    plant.launches["postgres"] = replace(whole, command=("prlimit", f"--fsize={SMALL_DISK}:", "--", *whole.command))
    plant.start("postgres")
    send(plant, messages(depths, first), {})
    plant.wait(lambda: "could not be stored" in (plant.folder / "ingest.log").read_text(), 120)
    assert plant.stored() < depths.size
    plant.kill("postgres")
    plant.launches["postgres"] = whole
    plant.start("postgres")
    plant.wait(lambda: plant.stored() >= depths.size, 180)
    assert_all_is_there(plant, depths, [])
    assert_each_alarm_once(told(plant, first), reached(depths), plant.kills)


def jump(plant: Plant, now: datetime) -> None:
    assert plant.ask(JUMP.format(now=now.isoformat())) == [(1,)]
    time.sleep(NOTICED_SECONDS)


@pytest.mark.timeout(600)
def test_a_clock_that_jumps_neither_loses_nor_doubles_readings_or_alarms(plant: Plant):
    minutes = 300
    first = NOW - timedelta(minutes=minutes)
    depths = rain(minutes, 11)
    todo = messages(depths, first)
    jumps = {500: -timedelta(hours=3), 1000: timedelta(hours=2), 1500: -timedelta(days=1), 2000: timedelta(0)}

    send(plant, todo, {at: partial(jump, plant, NOW + by) for at, by in jumps.items()})
    aside = "select coalesce(sum(count), 0) from monitoring_quarantine where state = 'held'"
    plant.wait(lambda: plant.stored() + int(plant.ask(aside)[0][0]) >= depths.size, 120)
    plant.anlan("manage", "shell", "-v", "0", "-c", REPLAY)
    plant.wait(lambda: plant.stored() >= depths.size, 120)
    assert plant.stored() == depths.size
    assert_each_alarm_once(told(plant, first), reached(depths), plant.kills)
