"""Fires: a year of fire weather in 3,000 counties, a day's spread over 500 x 500 cells a hundred times."""

import numpy as np
from science import Line

from anlan.science.fire_spread import grid
from anlan.science.fire_spread.ensemble import Asked, ensemble
from anlan.science.fire_weather.series import Days, series

RANDOM = np.random.default_rng(1987)
SHAPE = (365, 3000)
WEATHER = Days(
    temperature=RANDOM.uniform(-20, 40, SHAPE),
    humidity=RANDOM.uniform(5, 100, SHAPE),
    wind=RANDOM.uniform(0, 50, SHAPE),
    rain=np.where(RANDOM.random(SHAPE) < 0.3, RANDOM.gamma(1, 10, SHAPE), 0),
)
MONTHS, LATITUDES = np.minimum(np.arange(365) // 31 + 1, 12), RANDOM.uniform(18, 53, 3000)
SIZE, CELL = 500, 30.0
ROWS, COLUMNS = np.mgrid[:SIZE, :SIZE]
HEIGHT = (200 * np.sin(COLUMNS / 40) * np.cos(ROWS / 30)).astype(np.float32)
AIR = grid.air(*(np.full(24, value) for value in (28.0, 25.0, 8.0, 315.0)))
FUEL = np.zeros((SIZE, SIZE), np.int16)


def fires(family: str, word: str) -> object:
    where = grid.ground(CELL, FUEL, HEIGHT, (word,))
    return ensemble(where, AIR, [(250, 250)], Asked(family=family, hours=24, members=100))


def copies() -> object:
    return [np.full(SIZE * SIZE, np.inf).copy() for _ in range(100)]


LINES = (
    Line(
        what="fire weather of 3,000 counties over a year",
        reckon=lambda: series(WEATHER, MONTHS, LATITUDES),
        limit=lambda: [each.copy() for each in (WEATHER.temperature, WEATHER.humidity, WEATHER.wind, WEATHER.rain)],
        peer="a copy of the arrays",
        wanted="< 1 s",
    ),
    Line(
        what="spread of 24 h on 500 x 500 cells x 100 members, Wang Zhengfei, pasture",
        reckon=lambda: fires("wang", "pasture"),
        limit=copies,
        peer="a hundred copies of the cells",
        wanted="< 60 s",
    ),
    Line(
        what="spread of 24 h on 500 x 500 cells x 100 members, Rothermel, tall grass",
        reckon=lambda: fires("rothermel", "tall_grass"),
        limit=copies,
        peer="a hundred copies of the cells",
        wanted="< 60 s",
    ),
)
