"""Exact solutions: a wave that runs over a level plain, and even flow down a slope."""

from functools import cache

import numpy as np
from tests.verification.checks import Check

from anlan.science.inundation.flood import Inflow, Terrain, flooded

ROUGH, SPEED, CELL, HOURS = 0.03, 1.0, 25.0, 1.0
CELLS = 200


@cache
def wave():
    """Return our depths and the exact ones after an hour of a wave that runs with 1 m/s over a level plain."""
    times = np.linspace(0.0, HOURS * 3600, 400)
    edge = (7 / 3 * ROUGH**2 * SPEED**3 * times) ** (3 / 7)
    inflow = Inflow(cells=((0, 0),), times=tuple(times), flows=tuple(edge * SPEED * CELL))
    plain = Terrain(ground=np.zeros((1, CELLS)), cell_m=CELL, roughness=ROUGH, edge_slope=None)
    found = flooded(plain, HOURS, inflows=(inflow,)).depth[0]
    ahead = np.maximum(SPEED * HOURS * 3600 - (np.arange(CELLS) + 0.5) * CELL, 0.0)
    return found, (7 / 3 * ROUGH**2 * SPEED**2 * ahead) ** (3 / 7)


@cache
def even():
    """Return the depth, between inflow and front after two hours, of 2 m3/s per metre down a slope of 1 in 1,000."""
    ground = -0.001 * 20.0 * np.arange(800.0)[None, :]
    channel = Terrain(ground=ground, cell_m=20.0, roughness=0.035, edge_slope=None)
    inflow = Inflow(cells=((0, 0),), times=(0.0, 1e6), flows=(40.0, 40.0))
    return flooded(channel, 2.0, inflows=(inflow,)).depth[0, 30:60]


CHECKS = (
    Check(
        what="Depths of a wave over a level plain after an hour: root of the mean square (cell at the inflow left out)",
        source="Hunter et al. (2005), exact solution; test 1 of Bates et al. (2010)",
        unit="m",
        expected=0.0,
        found=lambda: float(np.sqrt(np.mean((wave()[0][1:] - wave()[1][1:]) ** 2))),
        bound=0.03,
    ),
    Check(
        what="The same: where the front stands (deeper than 5 cm)",
        source="Hunter et al. (2005): speed x time",
        unit="m",
        expected=SPEED * HOURS * 3600,
        found=lambda: float(np.count_nonzero(wave()[0] > 0.05) * CELL),
        bound=60.0,
    ),
    Check(
        what="Even flow of 2 m2/s down 1 in 1,000 after two hours, n = 0.035",
        source="Manning: (q n / sqrt(S))^0.6",
        unit="m",
        expected=np.full(30, (2.0 * 0.035 / 0.001**0.5) ** 0.6),
        found=even,
        bound=0.005,
    ),
)
