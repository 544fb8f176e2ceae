"""Overpressure of small charges, a burning pool of benzene, deaths by heat."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.fire_explosion.blast import overpressure
from anlan.science.fire_explosion.fires import burning_flux, flame_length
from anlan.science.fire_explosion.harm import dying_of_heat
from anlan.science.substances.tables import substance

CHARGES = ((1.0, 5.0, 29.24), (0.5, 5.0, 19.63), (0.1, 5.0, 9.066), (0.1, 2.0, 38.71), (0.1, 1.0, 174.87))
POOL = 42.445
BURNS = (
    (10, (0, 5, 39)),
    (20, (1, 53, 93)),
    (30, (11, 87, 100)),
    (40, (31, 97, 100)),
    (50, (53, 99, 100)),
    (60, (71, 100, 100)),
)


def benzene() -> list[float]:
    flux = burning_flux(substance("71-43-2"), POOL)
    return [float(flame_length(POOL, flux, air=1.2243, wind=5.0))]


CHECKS = (
    Check(
        what="Overpressure of 0.1 to 1 kg of TNT at 1 to 5 m",
        source="CBU International Conference (Prague 2020), tables 1 and 2, column Kinney (as transcribed)",
        unit="of the printed value",
        expected=[row[2] for row in CHARGES],
        found=lambda: [float(overpressure(tnt, away)) / 1000 for tnt, away, _ in CHARGES],
        bound=0.001,
        is_relative=True,
    ),
    Check(
        what="Flame of a burning pool of benzene of 42 m in a wind of 5 m/s",
        source="CPR 14E (1997) Yellow Book, 6.6.3 (as transcribed)",
        unit="m",
        expected=[46.7725],
        found=benzene,
        bound=0.01,
    ),
    Check(
        what="Deaths by 10, 20 and 30 kW/m2 in 10 to 60 s",
        source="HSE, SPC/Technical/OSD/30, table 18 (as transcribed; printed to whole per cent)",
        unit="%",
        expected=np.array([row for _, row in BURNS], dtype=float),
        found=lambda: np.array([100 * dying_of_heat(np.array([1e4, 2e4, 3e4]), t) for t, _ in BURNS]),
        bound=1.0,
    ),
)
