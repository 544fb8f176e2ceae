"""A channel's agreed rate as a bucket: it fills evenly, holds a quarter second's worth; a claim takes half."""

from typing import Final

_HOLDS_SECONDS: Final = 0.25


def refilled(allowance: float, per_second: int, seconds: float) -> float:
    """Return what the bucket holds after so many seconds; a clock set back adds nothing."""
    return min(allowance + max(seconds, 0.0) * per_second, max(per_second * _HOLDS_SECONDS, 1.0))


def share(allowance: float) -> int:
    """Return how many messages one worker may take, so that another finds something too."""
    return int(allowance) if allowance < 2 else int(allowance / 2) or 1
