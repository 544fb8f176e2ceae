"""Rothermel's rate by BehavePlus and Anderson's table; Wang's slope factor by his printed table."""

from math import atan2, degrees, hypot

import numpy as np
from tests.verification.checks import Check

from anlan.science.fire_spread import rothermel, wang
from anlan.science.fire_spread.fuels import fuel_model, fuel_models

BEHAVE = (
    "BehavePlus 6 (fuel model 10, slope 0.25 northward, wind 10 mi/h from the west), tests of fire-behavior-simulator"
)
ANDERSON = "Anderson (1982), INT-122: 5 mi/h at the flame, dead fuels 8 %, live 100 %"
CHAINS_PER_HOUR = 60 / 20.1168
FEET = 3.28083989501312
RATES = [78, 35, 104, 75, 18, 32, 20, 1.6, 7.5, 7.9, 6.0, 13, 13.5]
FLAMES = [4, 6, 12, 19, 4, 6, 5, 1.0, 2.6, 4.8, 3.5, 8, 10.5]
SLOPES = [-40, -35, -30, -25, -20, 5, 10, 15, 20, 25, 30, 35, 40]
PRINTED = [0.07, 0.13, 0.21, 0.32, 0.46, 1.2, 1.6, 2.1, 2.9, 4.1, 6.2, 10.1, 17.5]


def behave() -> list[float]:
    bed = rothermel.bed(fuel_model(10), (0.05, 0.07, 0.09), 1.5)
    blown, uphill = bed.wind * 880**bed.power, bed.slope * 0.25**2
    factor = hypot(blown, uphill)
    rate = bed.rate * (1 + factor)
    wind = (factor / bed.wind) ** (1 / bed.power) / 88
    front = rate * bed.heat / 60
    return [bed.intensity, rate, degrees(atan2(blown, uphill)), 1 + 0.25 * wind, front, 0.45 * front**0.46]


def anderson() -> rothermel.Behaviour:
    found = [
        rothermel.behaviour(rothermel.bed(model, (0.08, 0.08, 0.08), 1.0), 5 * 0.44704)
        for model in fuel_models().values()
    ]
    return rothermel.Behaviour(
        rate_m_min=np.array([one.rate_m_min for one in found]),
        intensity_kw_m=np.array([one.intensity_kw_m for one in found]),
        flame_m=np.array([one.flame_m for one in found]),
    )


CHECKS = (
    Check(
        what="Reaction intensity, rate, direction, ellipse, front intensity and flame under wind across the slope",
        source=BEHAVE,
        unit="of the value",
        expected=[5794.6954, 18.5516803, 87.5733674, 3.5015680, 389.954137, 6.99968890],
        found=behave,
        bound=0.004,
        is_relative=True,
    ),
    Check(
        what="Rates of the thirteen models (why model 7 lies farthest is not known)",
        source=ANDERSON,
        unit="of the value",
        expected=RATES,
        found=lambda: anderson().rate_m_min * CHAINS_PER_HOUR,
        bound=0.31,
        is_relative=True,
    ),
    Check(
        what="Flames of the thirteen models",
        source=ANDERSON,
        unit="of the value",
        expected=FLAMES,
        found=lambda: anderson().flame_m * FEET,
        bound=0.12,
        is_relative=True,
    ),
    Check(
        what="Wang's slope factor, uphill and downhill, by his table (shown only: the table is from memory)",
        source="Wang Zhengfei (1992), table of slope factors",
        unit="of the value",
        expected=PRINTED,
        found=lambda: wang.slope_factor(SLOPES),
        bound=float("inf"),
        is_relative=True,
    ),
)
