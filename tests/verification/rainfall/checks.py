"""Published totals of downpours over sliding windows."""

import tomllib

import numpy as np
from tests.verification.checks import HERE, Check

from anlan.science.rainfall.windows import depths_of, window_sums

CASES = tomllib.loads((HERE / "rainfall" / "cases.toml").read_text("utf-8"))["case"]
DAY = 1440


def greatest(case: dict) -> float:
    """Return the largest sum of the case's window in millimetres, its rain spread over five-minute readings."""
    bins = np.zeros((1, 2 * DAY + 60 * len(case["hourly_mm"])), dtype=np.int64)
    for hour, depth in enumerate(case["hourly_mm"]):
        bins[0, DAY + 60 * hour + 4 : DAY + 60 * (hour + 1) : 5] = depths_of(np.full(12, depth / 12))
    return float(window_sums(bins, (60 * case["window_hours"],), bins.shape[1] - DAY).max()) / 1000


CHECKS = tuple(
    Check(
        what=case["what"],
        source=case["source"],
        unit="mm",
        expected=case["published_mm"],
        found=lambda case=case: greatest(case),
        bound=0.05,
    )
    for case in CASES
)
