"""A flood through a linear reservoir, hour by hour, as a public calculator prints it."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.reservoir.routing import Pool, routed

HOUR = 3600.0
INFLOW = [100, 150, 250, 400, 800, 1000, 900, 700, 550, 400, 300, 250, 200, 150, 120, 100, 100, 100]
OUTFLOW = [100, 110, 146, 217.6, 370.56, 582.336, 729.402, 757.641, 704.585, 612.751, 507.65, 414.59, 338.754]
OUTFLOW += [273.252, 217.951, 174.771, 144.863, 126.918]


def linear(hours=2.0):
    """Return a pool whose storage is so many hours of its outflow; a level of 1 m is 1 m3/s."""
    flows = np.array([0.0, 2000.0])
    return Pool(level=flows, storage=flows * hours * HOUR, outflow=flows)


CHECKS = (
    Check(
        what="Outflow of a reservoir with S = 2 h x O, hour by hour",
        source="V. M. Ponce, San Diego State University, onlinerouting02, sample",
        unit="m3/s",
        expected=OUTFLOW,
        found=lambda: routed(linear(), INFLOW, HOUR, 100.0).outflow,
        bound=0.001,
    ),
)
