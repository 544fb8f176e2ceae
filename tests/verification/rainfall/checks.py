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
# At skew 1 the curve is a chi-square of 8 degrees of freedom: its printed quantiles once in 10, 20, 40, 100 periods and
# the median, read in a second place. At skew 2 it is the exponential curve.
PRINTED = {2: 7.34412, 10: 13.362, 20: 15.507, 40: 17.535, 100: 20.090, 200: 21.955}
OTHER_CURVES = (
    Check(
        what="Factors at skew 1 from the quantiles of chi-square with 8 degrees of freedom",
        source="A printed table of chi-square quantiles; the median was seen in one place only",
        unit="",
        expected=[(each - 8.0) / 4.0 for each in PRINTED.values()],
        found=lambda: frequency_factor(1.0, tuple(PRINTED)),
        bound=0.0003,
    ),
    Check(
        what="Factors at skew 2 are those of the exponential curve",
        source="definition: ln(years) - 1",
        unit="",
        expected=[float(np.log(years)) - 1.0 for years in PERIODS],
        found=lambda: frequency_factor(2.0, PERIODS),
        bound=1e-9,
    ),
)
CHECKS = WINDOWS + RARE + OTHER_CURVES
