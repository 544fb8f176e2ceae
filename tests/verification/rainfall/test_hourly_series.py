"""Window sums over four years of real hourly rain, gaps and all, against plain addition."""

import csv
import lzma
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from anlan.science.rainfall.windows import depths_of, window_sums

FILE = Path(__file__).parents[4] / "shared" / "cases" / "telemetry" / "beijing_multisite_2013_2017.csv.xz"
HOURS = (1, 3, 6, 12, 24)


@pytest.mark.skipif(not FILE.exists(), reason="the outside series does not lie beside the project")
def test_every_window_of_a_summer_of_real_rain():
    since, until = datetime(2016, 6, 1, tzinfo=UTC), datetime(2016, 9, 1, tzinfo=UTC)
    rain: dict[int, Decimal] = {}
    with lzma.open(FILE, "rt") as lines:
        for row in csv.DictReader(lines):
            at = datetime(*(int(row[key]) for key in ("year", "month", "day", "hour")), tzinfo=UTC)
            if row["station"] == "Aotizhongxin" and since <= at < until and row["RAIN"] != "NA":
                rain[int((at - since).total_seconds() // 3600)] = Decimal(row["RAIN"])
    count = int((until - since).total_seconds() // 3600)
    bins = np.zeros((1, count), dtype=np.int64)
    for hour, depth in rain.items():
        bins[0, hour] = depths_of(np.array([float(depth)]))[0]
    found = window_sums(bins, HOURS, count - 23)
    for index, length in enumerate(HOURS):
        for step, end in enumerate(range(23, count)):
            expected = sum((rain.get(hour, Decimal(0)) for hour in range(end - length + 1, end + 1)), Decimal(0))
            assert found[0, index, step] == int(expected * 1000)
    assert sum(rain.values()) > 100
