"""Chemical leaks: a cloud with its zones, and what one plume gives at very many places."""

import numpy as np
from science import Line

from anlan.science.dispersion.clouds import Air, plume, reach
from anlan.science.heavy_gas.cloud import Given, cloud
from anlan.science.substances.tables import concentration_of, substance

CHLORINE = substance("7782-50-5")
AIR = Air(wind=2.0, stability="F")
PLACES = np.random.default_rng(18218).uniform(10, 10_000, (2, 100_000))


def zones() -> None:
    found = cloud(Given(substance=CHLORINE, amount=5.0, temperature=CHLORINE.boiling), AIR, 293.15)
    for ppm in (0.5, 2.0, 20.0):
        reach(found.along, concentration_of(ppm * 1e-6, CHLORINE.molar_mass))


LINES = (
    Line(
        what="a cloud of chlorine and its three zones",
        reckon=zones,
        limit=lambda: [np.empty(1500).copy() for _ in range(4)],
        peer="a copy of the arrays",
    ),
    Line(
        what="a plume at 100,000 places",
        reckon=lambda: plume(1.0, AIR, PLACES[0], aside=PLACES[1]),
        limit=PLACES.copy,
        peer="a copy of the arrays",
    ),
)
