"""Published totals come back from five-minute readings, and the national signal follows from them."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from anlan.kernel.levels import Level
from anlan.monitoring.domain.compiling import Ruling, SeriesFact, Sites, units_of
from anlan.monitoring.domain.definition import ready_made
from anlan.monitoring.domain.engine.engine import Engine
from anlan.monitoring.domain.readings import Readings
from anlan.science.rainfall.windows import depths_of, minutes_of, window_sums

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text())["case"]
TABLES = Path(__file__).parents[3] / "src" / "anlan" / "monitoring" / "tables"
DAY = 1440
WINDOWS_HOURS = (1, 3, 6, 12, 24)


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
    sums = window_sums(bins, tuple(60 * hours for hours in WINDOWS_HOURS), bins.shape[1] - DAY)
    greatest = sums[0, WINDOWS_HOURS.index(case["window_hours"])].max()
    assert greatest / 1000 == pytest.approx(case["published_mm"], abs=0.05)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_the_national_signal_follows(case):
    table = tomllib.loads((TABLES / "rules" / "rainstorm_signal.toml").read_text("utf-8"))
    ruling = Ruling(definition=ready_made(table).definition, edition="2007", region="", is_on=True)
    gauge = SeriesFact(
        id=1, station="a", code="A", kind="rain_gauge", quantity="rain", region="513433106", point=(102.0, 28.0)
    )
    engine = Engine(units_of({"rainstorm_signal": {"": ruling}}, Sites([gauge], {}), {}))
    bins = bins_of(case["hourly_mm"], 0)[0]
    minutes = np.flatnonzero(bins)
    times = (minutes + 29_000_000) * 60_000_000
    moves = engine.judge(Readings(np.ones(len(times), dtype=np.int32), times, bins[minutes] / 1000))
    assert max((move.level for move in moves), default=Level.NONE).colour == case["signal"]
