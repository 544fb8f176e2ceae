"""When a delivery that failed is tried again, and when it is given up to a person."""

from datetime import timedelta

from anlan.public_warnings.domain.lanes import sending_rules


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubling, with a ceiling."""
    doublings: int = 2 ** min(max(attempts - 1, 0), 20)
    rules = sending_rules()
    return timedelta(seconds=min(rules["first_wait_seconds"] * doublings, rules["longest_wait_seconds"]))


def is_given_up(attempts: int, most: int) -> bool:
    """Tell whether a person must look at it now."""
    return attempts >= most
