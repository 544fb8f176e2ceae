"""Failures of embankments beside the formula: water (10^6 m3), depth (m), peak (m3/s)."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.dam_break.breach import GRAVITY, embankment_peak, sudden_peak

FAILURES = {
    "Apishapa": (22.2, 28.0, 6850),
    "Baldwin Hills": (0.91, 12.2, 1130),
    "Castlewood": (6.17, 21.6, 3570),
    "Hatchtown": (14.8, 16.8, 3080),
    "Hell Hole": (30.6, 35.1, 7360),
    "Kelly Barnes": (0.777, 11.3, 680),
    "Lawn Lake": (0.798, 6.71, 510),
    "Quail Creek": (30.8, 16.7, 3110),
    "South Fork": (18.9, 24.6, 8500),
    "Teton": (310.0, 77.4, 65120),
}


def ratios():
    volumes, depths, peaks = np.array(list(FAILURES.values())).T
    return np.log10(embankment_peak(volumes * 1e6, depths).best / peaks)


CHECKS = (
    Check(
        what="Ten failures, decades between formula and reported peak. The figures were not compared with the print",
        source="cases of Froehlich (1995) and Wahl (1998); the literature's band is -0.36 to +0.28",
        unit="decades",
        expected=np.zeros(len(FAILURES)),
        found=ratios,
        bound=np.inf,
    ),
    Check(
        what="A wall gone at once: depth and speed at the gap are 4/9 h and 2/3 sqrt(g h)",
        source="Ritter (1892), exact solution of the shallow-water equations",
        unit="",
        expected=4 / 9 * 25 * 2 / 3 * (GRAVITY * 25) ** 0.5 * 60,
        found=lambda: sudden_peak(60, 25),
        bound=1e-9,
        is_relative=True,
    ),
)
