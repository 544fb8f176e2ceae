"""Published totals come back from five-minute readings, and the national signal follows from them."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from anlan.kernel.levels import Level
from anlan.monitoring.domain.minutes import Unit, levels_reached, thresholds_of
from anlan.monitoring.domain.rules import rule_of
from anlan.monitoring.domain.watch import WINDOWS_HOURS, WINDOWS_MINUTES
from anlan.science.rainfall.windows import depths_of, minutes_of, window_sums

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text())["case"]
TABLES = Path(__file__).parents[3] / "src" / "anlan" / "monitoring" / "tables"
DAY = 1440


def bins_of(hourly: list[float], offset: int) -> np.ndarray:
    """Spread hours over five-minute readings that begin ``offset`` minutes past the hour, between two dry days."""
    steps = [depth / 12 for depth in hourly for _ in range(12)]
    exact = np.array([round(sum(steps[: i + 1]), 4) - round(sum(steps[:i]), 4) for i in range(len(steps))])
    ends = (np.arange(len(steps)) + 1) * 5 + offset
    bins = np.zeros(DAY * 2 + len(steps) * 5 + 60, dtype=np.int64)
    minutes = minutes_of(ends * 60_000_000)
    np.add.at(bins, DAY + minutes, depths_of(exact))
    return bins[None, :]


@pytest.mark.parametrize("offset", [0, 1, 37])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_the_published_total_comes_back(case, offset):
    bins = bins_of(case["hourly_mm"], offset)
    sums = window_sums(bins, WINDOWS_MINUTES, bins.shape[1] - DAY)
    greatest = sums[0, WINDOWS_HOURS.index(case["window_hours"])].max()
    assert greatest / 1000 == pytest.approx(case["published_mm"], abs=0.05)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_the_national_signal_follows(case):
    rule = rule_of(tomllib.loads((TABLES / "rules" / "rainstorm_signal.toml").read_text()))
    unit = Unit(rule=rule.id, series=1, region="5134", values=rule.values, rearm_minutes=60)
    bins = bins_of(case["hourly_mm"], 0)
    sums = window_sums(bins, WINDOWS_MINUTES, bins.shape[1] - DAY)
    reached = levels_reached(sums, thresholds_of([unit], WINDOWS_HOURS)).max()
    assert Level(int(reached)).colour == case["signal"]
