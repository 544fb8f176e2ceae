"""The share of people killed by intensity against the published test values of the same form."""

import numpy as np
from scipy.special import erf
from tests.verification.checks import Check

from anlan.science.earthquake_losses.losses import death_rate
from anlan.science.earthquake_losses.tables import table

# Test values of the public PAGER code for theta = 10.986839, beta = 0.128601 at intensities 5 to 9.
PUBLISHED = np.array([4.62833172e-10, 1.27558914e-06, 2.28027416e-04, 6.81282956e-03, 6.04383822e-02])
THEIRS = (10.986839, 0.128601)


def rates_of_that_country() -> np.ndarray:
    """Carry our curve over to the tested country: the same share stands at another intensity."""
    by = table()["deaths"]["intensity"]
    standard = np.log(np.arange(5, 10) / THEIRS[0]) / THEIRS[1]
    ours_at = by["theta"] * np.exp(by["beta"] * standard)
    rates = np.array([float(death_rate(each)) if each >= by["from"] else np.nan for each in ours_at])
    plain = (1 + erf(standard / np.sqrt(2))) / 2
    return np.where(np.isnan(rates), plain, rates)


CHECKS = (
    Check(
        what="Share killed at intensities 5 to 9, form of the curve",
        source="Public test values of PAGER's empirical loss model (theta 10.986839, beta 0.128601)",
        unit="",
        expected=PUBLISHED,
        found=rates_of_that_country,
        bound=1e-7,
    ),
)
