"""Printed outflows of the Yellow Book and of CCPS (1999), and of a boiling liquid."""

from math import pi

from tests.verification.checks import Check

from anlan.science.release.rates import GRAVITY, gas_rate, liquid_rate
from anlan.science.substances.tables import ATMOSPHERE_PA, GAS_CONSTANT

YELLOW = "CPR 14E (1997) Yellow Book"
CCPS = "CCPS (1999) Guidelines for consequence analysis of chemical releases"
CENTIMETRE = pi * 0.01**2 / 4
DECIMETRE = pi * 0.1**2 / 4
CASE_GAS_MOLAR_MASS = 8.9 * GAS_CONSTANT * 298 / 501e3

CHECKS = (
    Check(
        what="Acrylonitrile out of a tank, hole of 10 cm, 11.12 m below the level",
        source=f"{YELLOW}, 2.6.4.1 (as transcribed)",
        unit="kg/s",
        expected=[58.44],
        found=lambda: [float(liquid_rate(DECIMETRE, 11.12, 812.5))],
        bound=0.03,
    ),
    Check(
        what="Hydrogen at 50 bar, hole of 10 cm, choked (ratio of heat capacities 1.405 inferred: not printed)",
        source=f"{YELLOW}, 2.6.2.1 and table 2.3 (as transcribed)",
        unit="kg/s",
        expected=[15.31],
        found=lambda: [float(gas_rate(DECIMETRE, 50e5, 288.15, molar_mass=0.002016, heat_ratio=1.405))],
        bound=0.01,
    ),
    Check(
        what="A liquid under 2 m of head and 10 kPa, hole of 1 cm",
        source=f"{CCPS}, page 40 (as transcribed)",
        unit="kg/s",
        expected=[0.2169],
        found=lambda: [
            float(liquid_rate(CENTIMETRE, (120935.0368 - ATMOSPHERE_PA) / 490 / GRAVITY, 490.0, coefficient=0.63))
        ],
        bound=0.0001,
    ),
    Check(
        what="A gas at 501 kPa, hole of 1 cm, coefficient 0.85",
        source=f"{CCPS}, page 47 (as transcribed)",
        unit="kg/s",
        expected=[0.0900],
        found=lambda: [
            float(gas_rate(CENTIMETRE, 501e3, 298.0, molar_mass=CASE_GAS_MOLAR_MASS, heat_ratio=1.15, coefficient=0.85))
        ],
        bound=0.0001,
    ),
)
