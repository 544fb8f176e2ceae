"""One series over ten years, a reading every five minutes: days and hours from the roll-ups, against the readings.

The readings go through the store as an import's do, the roll-up works off its backlog, then each question is asked as
the pages ask it, and once more of the readings themselves.

    python bench/ten_years.py [--years 10]
"""

import argparse
import statistics
import time
from datetime import UTC, datetime, timedelta

import numpy as np
from bed import platform, register

FIVE_MINUTES = 300_000_000
NOW = datetime(2026, 7, 1, tzinfo=UTC)
RAW = """
select date_trunc(%s, time - interval '1 microsecond', 'Asia/Shanghai'), sum(value), min(value), max(value), count(*)
from monitoring_reading where series_id = %s group by 1 order by 1
"""


def fill(series: int, years: int) -> int:
    from django.db import transaction

    from anlan.monitoring.domain.readings import Readings
    from anlan.monitoring.services import storing

    count = years * 365 * 288
    times = round(NOW.timestamp()) * 1_000_000 - np.arange(count, 0, -1, dtype=np.int64) * FIVE_MINUTES
    values = np.round(np.random.default_rng(5134).gamma(0.1, 2.0, count), 1)
    for part in np.array_split(np.arange(count), years * 12):
        with transaction.atomic():
            storing.store(Readings(np.full(len(part), series, dtype=np.int32), times[part], values[part]))
    return count


def milliseconds(ask) -> float:
    took = []
    for _ in range(5):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def run(years: int) -> None:
    from django.db import connection

    from anlan.kernel.actors import SYSTEM
    from anlan.monitoring import api
    from anlan.monitoring.models import Series
    from anlan.monitoring.services.rolling import roll_up

    register(100, rain_only=True)
    series = Series.objects.order_by("id")[50].id
    count = fill(series, years)
    began = time.perf_counter()
    while roll_up(actor=SYSTEM, now=NOW + timedelta(days=2)):
        pass
    print(f"{count:,} readings rolled up in {time.perf_counter() - began:.1f} s")
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze monitoring_hourvalue, monitoring_dayvalue, monitoring_reading")
    since = NOW - timedelta(days=years * 366)

    def of_readings(step: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(RAW, [step, series])
            cursor.fetchall()

    for step in ("day", "hour"):
        rows = len(api.rolled(SYSTEM, series, since, NOW, step=step))
        rolled = milliseconds(lambda step=step: api.rolled(SYSTEM, series, since, NOW, step=step))
        raw = milliseconds(lambda step=step: of_readings(step))
        print(
            f"{rows:,} {step}s: {rolled:.0f} ms from the roll-ups, {raw:.0f} ms from the readings: {rolled / raw:.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=10)
    options = parser.parse_args()
    with platform():
        run(options.years)


if __name__ == "__main__":
    main()
