"""The first printed days of Van Wagner and Pickett (1985), codes carried from day to day."""

from datetime import date

import numpy as np
from tests.verification.checks import Check

from anlan.science.fire_weather.index import FINE, FINE_OF_1985, Codes, Weather, fire_weather

SOURCE = "Van Wagner and Pickett (1985), Forestry Technical Report 33, printed test days"
DAYS = ((13, 17, 42, 25, 0), (14, 20, 21, 25, 2.4), (15, 8.5, 40, 17, 0), (16, 6.5, 25, 6, 0))
PRINTED = np.array(
    [
        [87.7, 8.5, 19.0, 10.9, 8.5, 10.1],
        [86.2, 10.4, 23.6, 8.8, 10.4, 9.3],
        [87.0, 11.8, 26.1, 6.5, 11.7, 7.6],
        [88.8, 13.2, 28.2, 4.9, 13.1, 6.2],
    ]
)


# The same days by a reference implementation that takes the exact factor, in its four figures.
EXACT = np.array(
    [
        [87.65, 8.545, 19.01, 10.78, 8.49, 10.04],
        [86.2, 10.4, 23.57, 8.771, 10.36, 9.22],
        [86.91, 11.8, 26.05, 6.478, 11.74, 7.517],
    ]
)


def found(fine: float) -> np.ndarray:
    codes, rows = Codes(), []
    for day, temperature, humidity, wind, rain in DAYS:
        weather = Weather(temperature=temperature, humidity=humidity, wind=wind, rain=rain)
        got = fire_weather(weather, codes, month=date(1985, 4, day).month, latitude=55.0, fine=fine)
        codes = got.codes
        rows.append((codes.ffmc, codes.dmc, codes.dc, got.isi, got.bui, got.fwi))
    return np.array(rows)


CHECKS = (
    Check(
        what="Four days of April 1985 with the factor as printed (147.2): equal to the printed decimal",
        source=SOURCE,
        unit="points",
        expected=PRINTED,
        found=lambda: found(FINE_OF_1985),
        bound=0.05,
    ),
    Check(
        what="The first three of them with the exact factor: equal to the four figures given",
        source="cffdrs, test data of its fire-weather index (all 24 days of it are compared where they are at hand)",
        unit="",
        expected=EXACT,
        found=lambda: found(FINE)[: len(EXACT)],
        bound=5e-4,
        is_relative=True,
    ),
)
