"""Four years of hourly readings of twelve stations (420,768 rows, gaps and all): check, store, roll up; in seconds.

The file lies beside the project (../shared/cases/telemetry); where it is absent a table of the same shape is made. The
figures are printed as readings per second beside a bare COPY of the same readings in the same run.
"""

import csv
import io
import lzma
import os
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
CASE = next(
    (
        found
        for up in ROOT.parents
        if (found := up / "shared/cases/telemetry/beijing_multisite_2013_2017.csv.xz").exists()
    ),
    None,
)
MEASURED = ["PM2.5", "PM10", "SO2", "NO2", "CO", "O3", "TEMP", "PRES", "DEWP", "RAIN", "WSPM"]
QUANTITIES = [
    *("pm25", "pm10", "sulfur_dioxide", "nitrogen_dioxide", "ozone"),
    *("temperature", "pressure", "dew_point", "rain", "wind_speed"),
]
MICROGRAMS = ("SO2",)
LEFT_OUT = ("CO",)


def made_up() -> bytes:
    """Return a table of the same shape, with one cell in fifty missing."""
    random = np.random.default_rng(1)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["No", "year", "month", "day", "hour", *MEASURED, "wd", "station"])
    first = datetime(2013, 3, 1, tzinfo=UTC)
    for station in range(12):
        for hour in range(35_064):
            at = first + timedelta(hours=hour)
            cells = [f"{value:.1f}" if value > 2 else "NA" for value in random.uniform(0, 100, len(MEASURED))]
            cells[MEASURED.index("PRES")] = "1010.5"
            cells[MEASURED.index("TEMP")] = cells[MEASURED.index("DEWP")] = "12.5"
            writer.writerow([hour, at.year, at.month, at.day, at.hour, *cells, "N", f"S{station:02d}"])
    return out.getvalue().encode()


def main() -> None:
    """Run in a database of its own that is empty of readings."""
    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    kept = setup_databases(verbosity=0, interactive=False)
    try:
        measure(lzma.decompress(CASE.read_bytes()) if CASE else made_up(), connection)
    finally:
        teardown_databases(kept, verbosity=0)


def measure(raw: bytes, connection: object) -> None:
    """Import the table and print how long each step took."""
    from procrastinate.contrib.django import app
    from procrastinate.testing import InMemoryConnector

    from anlan.kernel.actors import SYSTEM
    from anlan.kernel.clock import real_now
    from anlan.monitoring import api

    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"))))
    codes = sorted({row[rows[0].index("station")] for row in rows[1:]})
    api.register_stations(
        [
            api.NewStation(
                code=code,
                name=code,
                kind="air",
                region="110101",
                longitude=116.4,
                latitude=39.9,
                quantities=tuple(QUANTITIES),
            )
            for code in codes
        ]
    )
    steps: list[tuple[str, float]] = []

    def timed(name: str, act: object) -> object:
        begun = time.perf_counter()
        outcome = act()
        steps.append((name, time.perf_counter() - begun))
        return outcome

    with app.replace_connector(InMemoryConnector()):
        upload = api.Upload("four-years.csv", raw)
        import_id = timed("upload", lambda: api.upload_history(upload=upload, actor=SYSTEM, now=real_now()))
        plan = planned(api.import_preview(SYSTEM, import_id).plan, api)
        api.check_history(import_id=import_id, plan=plan, actor=SYSTEM)
        timed("check", lambda: api.check_import(import_id=import_id, now=real_now()))
        api.store_history(import_id=import_id, keep_good=True, actor=SYSTEM)
        timed("store", lambda: api.store_import(import_id=import_id, now=real_now()))
        timed("roll up", roll_up)
    row = api.history_import(SYSTEM, import_id)
    total = sum(seconds for _name, seconds in steps)
    for name, seconds in steps:
        print(f"{name:8} {seconds:7.2f} s")
    print(f"rows {row.rows:,}, readings stored {row.stored:,}, gaps {row.missing:,}, errors {row.problems:,}")
    bare = bare_copy(connection)
    print(f"total    {total:7.2f} s; {row.stored / total:,.0f} readings/s; a bare COPY takes {bare:.2f} s")


def planned(plan: object, api: object) -> object:
    """Return the proposal with the units that this file's heads do not say."""
    columns = tuple(
        replace(column, unit="ug/m3")
        if column.head in MICROGRAMS
        else api.Column(head=column.head)
        if column.head in LEFT_OUT
        else column
        for column in plan.table.columns
    )
    return replace(plan, table=replace(plan.table, columns=columns))


def roll_up() -> None:
    """Roll up all hours and days that the import has marked."""
    from anlan.kernel.actors import SYSTEM
    from anlan.kernel.clock import real_now
    from anlan.monitoring.services import rolling

    while rolling.roll_up(actor=SYSTEM, now=real_now()):
        pass


def bare_copy(connection: object) -> float:
    """Return how long a COPY of the stored rows into an empty table of the same columns takes."""
    with connection.cursor() as cursor:
        cursor.execute("create temp table bare (like monitoring_reading)")
        with cursor.copy("copy (select * from monitoring_reading) to stdout (format binary)") as copy:
            data = b"".join(copy)
        begun = time.perf_counter()
        with cursor.copy("copy bare from stdin (format binary)") as copy:
            copy.write(data)
        return time.perf_counter() - begun


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlan.config.settings")
    sys.path.insert(0, str(ROOT / "src"))
    main()
