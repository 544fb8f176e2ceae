"""When what expires is warned about: so many days before, each step once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Warned:
    """Which step is due today and on which day the next one is; nothing more to say: no day."""

    days: int
    next_on: date | None


def first_warning(expires_on: date | None, steps: Sequence[int]) -> date | None:
    """Return the day of the first step (``steps`` in days before the end, the greatest first)."""
    return expires_on - timedelta(days=steps[0]) if expires_on else None


def due_warning(expires_on: date, today: date, steps: Sequence[int]) -> Warned:
    """Return the latest step that has been reached by ``today``; steps that were slept through are not made up for."""
    left = (expires_on - today).days
    reached = [step for step in steps if step >= left]
    later = [step for step in steps if step < left]
    return Warned(min(reached), expires_on - timedelta(days=later[0]) if later else None)
