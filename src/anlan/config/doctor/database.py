"""The database: reachable, complete, up to date; its clock and the seal of its journal."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from anlan.config.doctor.finding import Finding
from anlan.config.parts.postgres import EXTENSIONS
from anlan.kernel.clock import real_now
from anlan.support.clock import is_replayed

MOST_DRIFT_SECONDS: Final = 2.0
MOST_SEALING_SECONDS: Final = 15.0


def look() -> Iterator[Finding]:
    """Yield a finding for each part of the database; only the first if it cannot be reached."""
    try:
        (version,) = _row("show server_version")
    except DatabaseError as error:
        advice = "start it with anlan up, or correct ANLAN_DATABASE_URL"
        yield Finding("database", False, str(error).strip().splitlines()[0], advice)
        return
    yield Finding("database", True, f"PostgreSQL {version.split()[0]}")
    yield _extensions()
    migrations = _migrations()
    yield migrations
    if migrations.is_well:
        yield clock(_row("select clock_timestamp()")[0], real_now(), replayed=is_replayed())
        unsealed = _row("select count(*), min(recorded_at) from support_journalentry where number is null")
        yield sealing(*unsealed, now=real_now())
        yield _job_worker(*_row("select count(*), max(last_heartbeat) from procrastinate_workers"))


def clock(of_database: datetime, here: datetime, *, replayed: bool) -> Finding:
    """Judge how far this machine's clock and the database's are apart."""
    drift = abs((of_database - here).total_seconds())
    says = f"{drift:.1f} s from the database's"
    if replayed:
        says += "; a replay runs the platform's time"
    return Finding("clock", drift <= MOST_DRIFT_SECONDS, says, "let both machines follow one time server (NTP)")


def sealing(waiting: int, oldest: datetime | None, *, now: datetime) -> Finding:
    """Judge how long the oldest journal entry has waited for its seal."""
    age = (now - oldest).total_seconds() if oldest else 0.0
    says = f"{waiting} entries wait for their seal, the oldest for {age:.0f} s" if waiting else "every entry is sealed"
    return Finding("journal", age <= MOST_SEALING_SECONDS, says, "see var/log/jobs.log; then: anlan journal verify")


def _job_worker(workers: int, heard: datetime | None) -> Finding:
    if heard is None:
        return Finding("job worker", False, "no job worker is known", "start it with anlan up")
    age = (real_now() - heard).total_seconds()
    says = f"{workers} worker{'s' if workers > 1 else ''}, heard {age:.0f} s ago"
    return Finding("job worker", age <= 60, says, "see var/log/jobs.log")


def _extensions() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("select extname, extversion from pg_extension")
        present = dict(cursor.fetchall())
    missing = [name for name in EXTENSIONS if name not in present]
    says = f"missing: {', '.join(missing)}" if missing else ", ".join(f"{name} {present[name]}" for name in EXTENSIONS)
    return Finding("extensions", not missing, says, "install PostGIS for this PostgreSQL, then: anlan prepare")


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    says = f"{len(plan)} wait, first {plan[0][0]}" if plan else f"{len(executor.loader.applied_migrations)} applied"
    return Finding("migrations", not plan, says, "run: anlan prepare")


def _row(query: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()
