"""The first printed days of Van Wagner and Pickett (1985), codes carried from day to day."""

from datetime import date

import numpy as np
from tests.verification.checks import Check

from anlan.science.fire_weather.index import Codes, Weather, fire_weather

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


def found() -> np.ndarray:
    codes, rows = Codes(), []
    for day, temperature, humidity, wind, rain in DAYS:
        weather = Weather(temperature=temperature, humidity=humidity, wind=wind, rain=rain)
        got = fire_weather(weather, codes, month=date(1985, 4, day).month, latitude=55.0)
        codes = got.codes
        rows.append((codes.ffmc, codes.dmc, codes.dc, got.isi, got.bui, got.fwi))
    return np.array(rows)


CHECKS = (
    Check(
        what="Codes and indices of four days of April 1985",
        source=SOURCE,
        unit="points",
        expected=PRINTED,
        found=found,
        bound=0.13,
    ),
)
