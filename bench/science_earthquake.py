"""Earthquakes: intensity and ground motion at 2,000 places, losses of 3,000 townships."""

import numpy as np
from science import Line

from anlan.science.earthquake_intensity.ellipses import intensity_at, zones
from anlan.science.earthquake_intensity.relations import relation
from anlan.science.earthquake_intensity.source import Source
from anlan.science.earthquake_losses.losses import losses
from anlan.science.ground_motion.motion import peak
from anlan.science.ground_motion.site import on_site

SOURCE = Source(longitude=102.08, latitude=29.59, magnitude=6.8, depth_km=16, strike_deg=325)
RANDOM = np.random.default_rng(905)
PLACES = RANDOM.uniform(100.5, 103.5, 2000), RANDOM.uniform(28.3, 30.8, 2000)
DEGREES, PEOPLE = RANDOM.uniform(4, 10, 3000), RANDOM.uniform(0, 50000, 3000)
COPY = "a copy of the arrays"


def motions() -> None:
    on_site(peak("acceleration", SOURCE, "qinghai_tibet", *PLACES), "II")
    peak("velocity", SOURCE, "qinghai_tibet", *PLACES)


LINES = (
    Line(
        what="ground motion at 2,000 sites (acceleration, velocity, site class)",
        reckon=motions,
        limit=lambda: [each.copy() for each in PLACES],
        peer=COPY,
        wanted="< 50 ms",
    ),
    Line(
        what="intensity at 2,000 places and all zones",
        reckon=lambda: (intensity_at(SOURCE, relation("", 102.0), *PLACES), zones(SOURCE, relation("", 102.0))),
        limit=lambda: [each.copy() for each in PLACES],
        peer=COPY,
    ),
    Line(
        what="losses at 3,000 places",
        reckon=lambda: losses(DEGREES, PEOPLE, is_night=True),
        limit=lambda: [DEGREES.copy(), PEOPLE.copy()],
        peer=COPY,
    ),
)
