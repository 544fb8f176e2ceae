"""A transportation problem with its printed optimum, and the greatest flow of walkers."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.evacuation.leaving import walked_per_minute
from anlan.science.evacuation.placing import place

COSTS = np.array([[8.0, 6, 10, 9], [9, 12, 13, 7], [14, 9, 16, 5]])
SUPPLY = np.array([35, 50, 40])
DEMAND = np.array([45, 20, 30, 30])
DENSITY = 1.88

CHECKS = (
    Check(
        what="Four towns and three plants: the least cost",
        source="Winston, Operations research, chapter 7 (Powerco)",
        unit="cost",
        expected=[1020.0],
        found=lambda: [place(SUPPLY, DEMAND, COSTS).person_minutes],
        bound=1e-6,
    ),
    Check(
        what="Greatest flow of walkers, by speed 1.4 (1 - 0.266 D) m/s at 1.88 persons a m2",
        source="Nelson and Mowrer (2002), equation of speed and density",
        unit="persons a second and metre",
        expected=[1.4 * (1 - 0.266 * DENSITY) * DENSITY],
        found=lambda: [walked_per_minute(1.0) / 60],
        bound=0.02,
    ),
)
