"""When a delivery that failed is tried again, and when it is given up to a person."""

from datetime import timedelta
from typing import Final

MOST_ATTEMPTS: Final = 8
FIRST_WAIT: Final = timedelta(seconds=2)
LONGEST_WAIT: Final = timedelta(minutes=5)
LEASE: Final = timedelta(seconds=60)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubling, with a ceiling."""
    doublings: int = 2 ** min(attempts - 1, 20)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def is_given_up(attempts: int) -> bool:
    """Tell whether a person must look at it now."""
    return attempts >= MOST_ATTEMPTS
