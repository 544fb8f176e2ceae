"""The Burro spill of liquefied natural gas, and the curves."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.heavy_gas.correlations import Around, Source, curve, distance

BURRO = Source(volume=0.23 * 425.6 / 1.76, density=1.76, temperature=111.15)
AIR = Around(wind=10.9, density=1.22, temperature=298.0)
TEST_CURVES = "a public transcription of Britter and McQuaid's curves and its printed test values"
PLUME = (
    (-0.75, (1.75, 1.92, 2.08, 2.25, 2.4, 2.6)),
    (-0.40, (1.784, 2.016, 2.21, 2.394, 2.564, 2.714)),
    (-0.20, (1.832, 2.06, 2.25, 2.45, 2.63, 2.77)),
    (0.0, (1.78, 1.96, 2.16, 2.35, 2.56, 2.71)),
)
PUFF = (
    (-0.75, (0.7, 0.85, 0.95, 1.15, 1.48, 1.83, 2.075)),
    (0.0, (0.81, 1.0, 1.19, 1.39, 1.62, 1.83, 2.05)),
    (0.75, (0.93, 1.03, 1.185, 1.375, 1.525, 1.68, 1.8475)),
)


def betas(alpha: float, *, is_burst: bool) -> np.ndarray:
    """Return log10 of the distances of a source of unit length that has this alpha."""
    density = 1 + 1 / 9.80665
    wind = 10 ** (-alpha) if is_burst else 10 ** (-alpha * 5 / 4)
    volume = 1.0 if is_burst else wind
    air = Around(wind=wind, density=1.0, temperature=300.0)
    found = Source(volume=volume, density=density, temperature=300.0, is_burst=is_burst)
    return np.log10(curve(found, air)[1])


CHECKS = (
    Check(
        what="Burro: liquefied natural gas, 0.23 m3/s, wind 10.9 m/s: the lower limit of ignition reaches",
        source="CCPS (1999) Guidelines for consequence analysis of chemical releases, page 122 (as transcribed)",
        unit="m",
        expected=[367.0],
        found=lambda: [distance(0.05, BURRO, AIR)],
        bound=0.02,
        is_relative=True,
    ),
    Check(
        what="Curves of plumes at four values of alpha",
        source=TEST_CURVES,
        unit="log10 of lengths",
        expected=np.array([row for _, row in PLUME]),
        found=lambda: np.array([betas(alpha, is_burst=False) for alpha, _ in PLUME]),
        bound=1e-6,
    ),
    Check(
        what="Curves of puffs at three values of alpha",
        source=TEST_CURVES,
        unit="log10 of lengths",
        expected=np.array([row for _, row in PUFF]),
        found=lambda: np.array([betas(alpha, is_burst=True) for alpha, _ in PUFF]),
        bound=1e-6,
    ),
)
