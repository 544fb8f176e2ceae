"""How long an entry is believed: confirmed, then asked for, reminded of, told to those above, and stale at last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Trust(StrEnum):
    """How far an entry is believed; each is worse than the one before."""

    CONFIRMED = "confirmed"
    ASKED = "asked"
    REMINDED = "reminded"
    SUPERIOR = "superior"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: ``days_over`` days after the entry should have been confirmed."""

    trust: Trust
    days_over: int


def ladder_of(rows: Sequence[dict[str, object]]) -> tuple[Step, ...]:
    """Return the ladder out of its table, in order."""
    steps = (Step(Trust(str(row["trust"])), int(str(row["days_over"]))) for row in rows)
    return tuple(sorted(steps, key=lambda step: step.days_over))


def trust_at(ladder: Sequence[Step], confirmed_at: datetime | None, confirm_days: int, now: datetime) -> Trust:
    """Return how far an entry is believed; one that nobody ever confirmed is asked for at once."""
    if confirmed_at is None:
        return ladder[0].trust
    over = now - confirmed_at - timedelta(days=confirm_days)
    reached = [step.trust for step in ladder if over >= timedelta(days=step.days_over)]
    return reached[-1] if reached else Trust.CONFIRMED


def next_step_at(
    ladder: Sequence[Step], confirmed_at: datetime | None, confirm_days: int, now: datetime
) -> datetime | None:
    """Return when the entry takes the next step of the ladder; never, where it is stale or was never confirmed."""
    if confirmed_at is None:
        return None
    due = confirmed_at + timedelta(days=confirm_days)
    later = [due + timedelta(days=step.days_over) for step in ladder]
    return next((moment for moment in later if moment > now), None)
