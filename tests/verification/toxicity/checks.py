"""Lethal concentrations that OSD/30 prints beside its probits, and a dose of the Purple Book."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.substances.tables import substance
from anlan.science.toxicity.doses import lethal_share
from anlan.science.toxicity.tables import probit_of

# CAS, LC1 of 5 and 30 minutes, LC50 of 5 and 30 minutes in ppm.
LETHAL = (
    ("107-02-8", 93, 16, 291, 48),
    ("7664-41-7", 15057, 6147, 28264, 11539),
    ("71-43-2", 18096, 7388, 22545, 9204),
    ("630-08-0", 11810, 1968, 22169, 3695),
    ("7782-50-5", 173, 71, 613, 250),
    ("7647-01-0", 3464, 577, 11106, 1851),
    ("7783-06-4", 897, 256, 1543, 441),
    ("75-44-5", 77, 13, 145, 24),
    ("7446-09-5", 1241, 207, 3764, 627),
    ("108-88-3", 5352, 2614, 51965, 25377),
    ("7664-39-3", 19652, 3260, 39184, 6531),
    ("74-90-8", 564, 161, 969, 277),
)


def found() -> np.ndarray:
    rows = []
    for cas, *_ in LETHAL:
        by = probit_of(substance(cas))
        rows.append([lethal_share(share, minutes, by) * 1e6 for share in (0.01, 0.5) for minutes in (5, 30)])
    return np.array(rows)


CHECKS = (
    Check(
        what="Concentrations lethal to 1 % and 50 % in 5 and 30 minutes, 12 substances",
        source="HSE, SPC/Technical/OSD/30, table 2 (as transcribed; printed to whole ppm)",
        unit="of the printed value",
        expected=np.array([row[1:] for row in LETHAL], dtype=float),
        found=found,
        bound=0.06,
        is_relative=True,
    ),
)
