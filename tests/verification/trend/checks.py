"""Numbers of others: R's manual, Kendall's table, SciPy's tests and densities."""

import numpy as np
from scipy.stats import binomtest, multivariate_normal
from tests.verification.checks import Check

from anlan.science.trend.hot_spots import density_at
from anlan.science.trend.monotone import trend
from anlan.science.trend.rates import holm, rate_change

KENDALL = {  # n: {S: one-sided chance}
    4: {2: 0.375, 4: 0.167, 6: 0.042},
    5: {2: 0.408, 4: 0.242, 6: 0.117, 8: 0.042},
    8: {10: 0.138, 14: 0.054, 18: 0.016},
}


def _series(size: int, s: int) -> list[int]:
    """Return some order of 1 to ``size`` with Kendall's S, by exchanging neighbours of the rising one."""
    series = list(range(1, size + 1))
    exchanges = (size * (size - 1) // 2 - s) // 2
    while exchanges:
        for at in range(size - 1):
            if exchanges and series[at] < series[at + 1]:
                series[at], series[at + 1] = series[at + 1], series[at]
                exchanges -= 1
    return series


def _places() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(5134)
    return 102 + random.normal(0, 0.1, 60), 28.5 + random.normal(0, 0.1, 60)


def _by_scipy() -> np.ndarray:
    east, north = _places()
    kilometres = 111.195 * np.array([np.cos(np.radians(north.mean())), 1.0])
    plane = np.vstack([east, north]).T * kilometres
    return np.array([sum(multivariate_normal(each, 16.0).pdf(at) for each in plane) for at in plane[:9]])


def _ours() -> np.ndarray:
    east, north = _places()
    return density_at((east, north), (east[:9], north[:9]), 4.0)


SPLITS = [(0, 30, 5, 90), (7, 30, 5, 90), (3, 7, 2, 21), (40, 30, 90, 90), (1, 1, 300, 1095)]
CHECKS = (
    Check(
        what="Breast cancer after fluoroscopy: p-value of the exact two-sided test",
        source="R manual, stats::poisson.test, example of Rothman and Greenland 1998 (printed 0.07967)",
        unit="1",
        expected=[0.07967],
        found=lambda: [rate_change(11, 800, 21, 3011).p_value],
        bound=0.000005,
    ),
    Check(
        what="The same: ratio of the rates",
        source="R manual, stats::poisson.test (printed 1.971488)",
        unit="1",
        expected=[1.971488],
        found=lambda: [rate_change(11, 800, 21, 3011).ratio],
        bound=0.0000005,
    ),
    Check(
        what="Chances of splits by another program",
        source="SciPy, stats.binomtest (two-sided)",
        unit="1",
        expected=[
            binomtest(now, now + before, days / (days + earlier)).pvalue for now, days, before, earlier in SPLITS
        ],
        found=lambda: [rate_change(*split).p_value for split in SPLITS],
        bound=1e-9,
    ),
    Check(
        what="Chance of Kendall's S, both sides",
        source="Kendall 1975, appendix table 1 (three places)",
        unit="1",
        expected=[2 * chance for table in KENDALL.values() for chance in table.values()],
        found=lambda: [trend(_series(size, s)).p_value for size, table in KENDALL.items() for s in table],
        bound=0.001001,
    ),
    Check(
        what="Holm's correction of four p-values",
        source="Holm 1979, stepped by hand: 0.01 x 4; 0.013 x 3 raised to it; 0.03 x 2; 0.04 raised to it",
        unit="1",
        expected=[0.04, 0.06, 0.04, 0.06],
        found=lambda: holm([0.01, 0.03, 0.013, 0.04]),
        bound=1e-12,
    ),
    Check(
        what="Kernel density of sixty places by another program",
        source="SciPy, the sum of stats.multivariate_normal round each place",
        unit="events a square kilometre",
        expected=_by_scipy(),
        found=_ours,
        bound=1e-9,
    ),
)
