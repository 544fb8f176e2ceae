"""Great circles against the circle's own arithmetic."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.roads.straight import metres_between

RADIUS = 6_371_008.8  # Mean radius of the earth R1, IUGG.
WAYS = (((102, 28), (102, 29)), ((0, 0), (90, 0)), ((0, 0), (180, 80)))

CHECKS = (
    Check(
        what="A degree of a meridian, a quarter of the equator, and over the pole",
        source="IUGG mean radius R1 = 6371.0088 km",
        unit="m",
        expected=[2 * np.pi * RADIUS / 360, np.pi / 2 * RADIUS, np.radians(100) * RADIUS],
        found=lambda: [metres_between(np.array([a], dtype=float), np.array([b], dtype=float))[0][0] for a, b in WAYS],
        bound=0.02,
    ),
)
