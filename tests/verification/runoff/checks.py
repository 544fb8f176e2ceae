"""Runoff depths of TR-55, unit hydrographs of a textbook and of a course's worked answers, and their runoff."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.runoff.curve_number import runoff
from anlan.science.runoff.hydrograph import peak_hours, unit_hydrograph, unit_peak

INCH = 25.4
# Rain (in), curve number, runoff (in).
TABLE = (
    (1.0, 98, 0.79),
    (2.0, 80, 0.56),
    (3.0, 80, 1.25),
    (4.0, 75, 1.67),
    (5.0, 70, 2.04),
    (6.0, 90, 4.85),
    (10.0, 60, 4.90),
)
# Read on the page of the course: rain (mm), curve number, runoff (mm, as rounded there).
COURSE = ((50.0, 84, 18.0), (201.0, 77, 132.0))
COURSE_PAGE = "San Diego State University, CIVE 445, worked answers to homework (autumn 2006), read on its page"
EXAMPLES = ((6.0, 70, 2.81), (6.0, 75, 3.28), (9.0, 94.82, 8.38))


def depths(cases):
    return [float(runoff(rain * INCH, number)) / INCH for rain, number, _ in cases]


def carried():
    flows = unit_hydrograph(3.0, 1 / 6, 1.25)
    return float(np.sum(flows)) * 600 / 3.0e6 * 1000


CHECKS = (
    Check(
        what="Runoff for curve numbers and rains, inches",
        source="USDA SCS (1986) Technical Release 55, table 2-1",
        unit="in",
        expected=[each[2] for each in TABLE],
        found=lambda: depths(TABLE),
        bound=0.0051,
    ),
    Check(
        what="Runoff of worked examples, inches",
        source="TR-55 examples 2-1 and 2-2; an exercise with wet days before (curve number 94.82)",
        unit="in",
        expected=[each[2] for each in EXAMPLES],
        found=lambda: depths(EXAMPLES),
        bound=0.0051,
    ),
    Check(
        what="Ten-minute unit hydrograph of 3.0 km2, 1.25 h: peak of 1 cm (m3/s) and its hour",
        source="Chow, Maidment, Mays (1988) Applied Hydrology, example 7.7.2",
        unit="",
        expected=[7.49, 0.833],
        found=lambda: [10 * float(unit_peak(3.0, 1 / 6, 1.25)), peak_hours(1 / 6, 1.25)],
        bound=0.01,
    ),
    Check(
        what="Runoff of two storms, mm (answers rounded to 1 mm)",
        source=COURSE_PAGE,
        unit="mm",
        expected=[each[2] for each in COURSE],
        found=lambda: [25.4 * depth for depth in depths([(rain / INCH, number, 0) for rain, number, _ in COURSE])],
        bound=0.5,
    ),
    Check(
        what="Unit hydrograph of 11.2 km2, lag 1.72 h, step 0.38 h: peak of 1 cm (m3/s) and its hour",
        source=COURSE_PAGE,
        unit="",
        expected=[12.20, 1.91],
        found=lambda: [10 * float(unit_peak(11.2, 0.38, 1.72 / 0.6)), peak_hours(0.38, 1.72 / 0.6)],
        bound=0.01,
    ),
    Check(
        what="The unit hydrograph carries one millimetre",
        source="definition",
        unit="mm",
        expected=1.0,
        found=carried,
        bound=1e-9,
    ),
)
