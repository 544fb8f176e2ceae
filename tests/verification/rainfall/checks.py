"""Published totals of downpours over sliding windows."""

import tomllib

import numpy as np
from tests.verification.checks import HERE, Check

from anlan.science.rainfall.frequency import frequency_factor
from anlan.science.rainfall.windows import depths_of, window_sums

CASES = tomllib.loads((HERE / "rainfall" / "cases.toml").read_text("utf-8"))["case"]
DAY = 1440


def greatest(case: dict) -> float:
    """Return the largest sum of the case's window in millimetres, its rain spread over five-minute readings."""
    bins = np.zeros((1, 2 * DAY + 60 * len(case["hourly_mm"])), dtype=np.int64)
    for hour, depth in enumerate(case["hourly_mm"]):
        bins[0, DAY + 60 * hour + 4 : DAY + 60 * (hour + 1) : 5] = depths_of(np.full(12, depth / 12))
    return float(window_sums(bins, (60 * case["window_hours"],), bins.shape[1] - DAY).max()) / 1000


PERIODS = (2, 5, 10, 25, 50, 100, 200)
FACTORS = {
    0.0: (0.0, 0.842, 1.282, 1.751, 2.054, 2.326, 2.576),
    1.0: (-0.164, 0.758, 1.340, 2.043, 2.542, 3.022, 3.489),
    2.0: (-0.307, 0.609, 1.302, 2.219, 2.912, 3.605, 4.298),
}

WINDOWS = tuple(
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

RARE = tuple(
    Check(
        what=f"Factors of return periods of 2 to 200 years, skew {skew:g}",
        source="Chow, Maidment, Mays (1988) Applied Hydrology, table 12.3.1 (Pearson type III)",
        unit="",
        expected=factors,
        found=lambda skew=skew: frequency_factor(skew, PERIODS),
        bound=0.001,
    )
    for skew, factors in FACTORS.items()
)
CHECKS = WINDOWS + RARE
