"""What benchmarks share: a private PostgreSQL and NATS with everything synced to disk, and stations in their tables."""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from anlan.config.parts import postgres
from anlan.config.parts.child import Launch, start_child, stop_child, wait_until
from anlan.config.parts.nats import NatsServer, throw_away_server

SOURCES = Path(__file__).parents[1] / "src"
TOWNSHIPS = 300
VILLAGES_EACH = 4
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@contextlib.contextmanager
def platform(**settings: str) -> Iterator[NatsServer]:
    """Give a platform of its own in a folder that is thrown away: migrated tables, and the bus that is returned."""
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
            "ANLAN_NATS_URL": bus.url,
            "ANLAN_MQTT_PORT": str(bus.mqtt_port),
            "PYTHONPATH": str(SOURCES),
            **settings,
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        stack.callback(connections.close_all)
        call_command("migrate", verbosity=0)
        yield bus


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


MIX = (
    *(("rain", 0.0, 0.2),) * 5,
    *(("level", 300.0, 301.0),) * 3,
    *(("displacement", 10.0, 10.2),) * 3,
    ("tilt", 0.1, 0.2),
    ("pore_pressure", 50.0, 51.0),
    *(("temperature", 15.0, 16.0),) * 2,
    ("wind_speed", 1.0, 3.0),
    *(("methane", 0.0, 0.1),) * 2,
    ("combustible_gas", 0.0, 3.0),
    ("water_depth", 0.0, 2.0),
)


def quantity_of(station: int) -> tuple[str, float, float]:
    return MIX[station % len(MIX)]


def item(station: int, quantity: str, moment: str, value: float) -> dict:
    return {"station": f"B{station:07d}", "quantity": quantity, "time": moment, "value": value}


def register(stations: int, *, rain_only: bool) -> None:
    """Put stations with one series each straight into their tables: a million by the door would take half an hour."""
    from django.db import connection

    from anlan.kernel.levels import Level
    from anlan.monitoring import api

    regions = [f"5134{10 + n // 30:02d}{100 + n % 30:03d}" for n in range(TOWNSHIPS)]
    known = api.quantities()
    with connection.cursor() as cursor:
        cursor.execute("truncate monitoring_station, monitoring_localthreshold, monitoring_thresholdedition cascade")
        cursor.execute("create temp table gauge (n integer, quantity text, unit text, low float8, high float8)")
        with cursor.copy("copy gauge from stdin") as copy:
            for n in range(stations):
                of = known["rain" if rain_only else quantity_of(n)[0]]
                copy.write_row((n, of.name, of.unit, of.low, of.high))
        cursor.execute(REGISTER.format(regions=regions))
        cursor.execute("drop table gauge")
        cursor.execute("analyze monitoring_station, monitoring_series, monitoring_coverage")
    villages = [f"{region}{200 + n}" for region in regions for n in range(VILLAGES_EACH)]
    values = (20.0, 40.0)
    for codes, factor in ((regions, 1.0), (villages, 0.9)):
        bands = tuple(
            api.Band(level=level, window_hours=hours, lower=value * hours**0.5 * factor)
            for level, value in zip((Level.ORANGE, Level.RED), values, strict=True)
            for hours in (1, 3, 6, 24)
        )
        _load(codes, bands)
    count_up()


REGISTER = """
with place as (select *, (array{regions})[n % 300 + 1] as region from gauge),
made as (
    insert into monitoring_station (id, code, name, kind, region, location, owner, source, status, is_demo)
    select gen_random_uuid(), 'B' || lpad(n::text, 7, '0'), 'Bench ' || n, 'rain_gauge', region,
           st_setsrid(st_makepoint(102 + n % 1000 * 0.001, 28 + n / 1000 * 0.001), 4326), '', '', 'in_service', false
    from place order by n returning id, code, region
), covered as (
    insert into monitoring_coverage (station_id, region)
    select id, made.region || v from made join place on code = 'B' || lpad(n::text, 7, '0'),
    unnest(case when n < 1000 then array['', '200', '201', '202', '203'] else array[''] end) v where quantity = 'rain'
)
insert into monitoring_series (station_id, quantity, unit, low, high, warning_level, guarantee_level, marks)
select id, quantity, unit, low, high, case when quantity = 'level' then 305 end,
       case when quantity = 'level' then 308 end, '{{}}'
from made join place on code = 'B' || lpad(n::text, 7, '0') order by n
"""


def count_up() -> None:
    from anlan.monitoring.services.registering import count_up_directory

    count_up_directory()


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


@contextlib.contextmanager
def process(name: str) -> Iterator[subprocess.Popen]:
    """Run a process of the platform."""
    launch = Launch(command=(sys.executable, "-m", "anlan.config.cli", name), folder=SOURCES.parent)
    child = start_child(launch)
    try:
        yield child
    finally:
        stop_child(child, launch)


@contextlib.contextmanager
def web_server(port: int) -> Iterator[tuple[subprocess.Popen, str]]:
    """Run the web server as ``anlan web`` does; give it and its address once it answers."""
    base = f"http://127.0.0.1:{port}"
    with process("web") as server:
        if not wait_until(lambda: _answers(base), server):
            raise SystemExit("the web server did not start")
        yield server, base


def p95(found: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(found, n=20)[-1]


def _answers(base: str) -> bool:
    try:
        return httpx.get(f"{base}/static/web/mark.svg", timeout=2).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
