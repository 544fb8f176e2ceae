"""Floods over a grid against a plain NumPy copy of the arrays that each step reads and writes."""

import numpy as np
from science import Line

from anlan.science.inundation.flood import Inflow, Terrain, flooded

SIDE, CELL, HOURS = 1000, 30.0, 0.5
ROWS, COLUMNS = np.mgrid[0:SIDE, 0:SIDE].astype(float)
ROUGH = np.random.default_rng(5134).normal(0, 0.3, (SIDE, SIDE))
VALLEY = Terrain(ground=np.abs(COLUMNS - 500) * 0.6 - ROWS * 0.06 + ROUGH, cell_m=CELL)
PLAIN = Terrain(ground=-ROWS * 0.015 + ROUGH / 6, cell_m=CELL)
INFLOW = Inflow(cells=tuple((5, column) for column in range(480, 520)), times=(0, 900, 7200), flows=(500, 3000, 1000))
SHEET = np.full((SIDE, SIDE), 2.0)
ARRAYS = [np.zeros((SIDE, SIDE)) for _ in range(8)]  # ground, rough, depth, two flows, share, greatest, speed
COPIES = [np.empty((SIDE, SIDE)) for _ in ARRAYS]
STEPS = flooded(PLAIN, HOURS, standing=SHEET).steps


def copied():
    for _ in range(STEPS):
        for source, target in zip(ARRAYS, COPIES, strict=True):
            np.copyto(target, source)


LINES = (
    Line(
        what=f"flood of {HOURS:g} h, 1,000 x 1,000 cells of 30 m, all under 2 m of water, {STEPS} steps",
        reckon=lambda: flooded(PLAIN, HOURS, standing=SHEET),
        limit=copied,
        peer="copies of the arrays, as many as steps",
        wanted=f"< {HOURS * 3600 / 50:.0f} s (50 x real time)",
    ),
    Line(
        what=f"the same grid, {HOURS:g} h of a flood wave in a valley",
        reckon=lambda: flooded(VALLEY, HOURS, inflows=(INFLOW,)),
        limit=copied,
        peer="the same copies",
        wanted=f"< {HOURS * 3600 / 50:.0f} s",
    ),
)
