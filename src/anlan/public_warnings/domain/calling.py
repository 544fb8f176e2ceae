"""Call-and-confirm: whom to call after whom, for how long, and when it goes one level up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from anlan.kernel.levels import Level
from anlan.support.tables import load_table


class TaskState(StrEnum):
    """Where the call of one region stands. ``handed_up``: nobody answered, the duty room above has it."""

    CALLING = "calling"
    CONFIRMED = "confirmed"
    HANDED_UP = "handed_up"
    ENDED = "ended"


class StepState(StrEnum):
    """Where the call of one person stands."""

    WAITING = "waiting"
    CALLED = "called"
    CONFIRMED = "confirmed"
    UNANSWERED = "unanswered"


class Answer(StrEnum):
    """How a call was answered."""

    LINK = "link"
    PAGE = "page"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one person may take and how often he is called; copied with each round, so that later edits miss it."""

    minutes: float
    tries: int
    edition: str


@cache
def limits_for(level: Level) -> Limits:
    """Return the limits of a warning's level."""
    table = load_table("anlan.public_warnings", "calls")
    for row in table["limit"]:
        if row["colour"] == level.colour:
            return Limits(row["minutes"], row["tries"], table["edition"])
    raise LookupError(level)


def deadline(called_at: datetime, limits: Limits) -> datetime:
    """Return when a call that goes unanswered is tried again or passed on."""
    return called_at + timedelta(minutes=limits.minutes)


def should_redial(tries: int, limits: Limits) -> bool:
    """Tell whether the same person is called again before the next."""
    return tries < limits.tries
