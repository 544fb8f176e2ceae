"""Whether a person is trained by the hours that the law asks for, and until when that holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum


class TrainingKind(StrEnum):
    """What a training is for; one for those who return or change their work does not count as hours of a year."""

    FIRST = "first"
    YEARLY = "yearly"
    RETURNING = "returning"


class TrainingState(StrEnum):
    """How a person stands."""

    UNTRAINED = "untrained"
    LAPSED = "lapsed"
    ENDING = "ending"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours that a post asks for: before the work begins, and again each year; 0: none."""

    first: int
    yearly: int


@dataclass(frozen=True, slots=True)
class Attended:
    """A training that was passed."""

    kind: TrainingKind
    held_on: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Trained:
    """Since when a person has the first hours, until when the yearly ones hold, and what is missing today.

    ``until`` is None where nothing is valid, or where no yearly hours are asked for.
    """

    since: date | None
    until: date | None
    missing: Decimal


def trained(asked: Hours, attended: Iterable[Attended], today: date) -> Trained:
    """Return how a person stands by what was passed until today.

    The first hours are summed up; they hold for a year. Afterwards a day holds for a year on which the yearly trainings
    of the year before it, that day included, reach the yearly hours.
    """
    passed = sorted((each for each in attended if each.held_on <= today), key=lambda each: each.held_on)
    since, total = None, Decimal(0)
    for each in passed:
        if each.kind is TrainingKind.FIRST and since is None:
            total += each.hours
            since = each.held_on if total >= asked.first else None
    if since is None:
        return Trained(None, None, asked.first - total)
    if not asked.yearly:
        return Trained(since, None, Decimal(0))
    yearly = [each for each in passed if each.kind is TrainingKind.YEARLY]
    until = _year_after(since)
    for each in yearly:
        if _sum_before(yearly, each.held_on) >= asked.yearly:
            until = max(until, _year_after(each.held_on))
    missing = Decimal(0) if until >= today else max(asked.yearly - _sum_before(yearly, today), Decimal(0))
    return Trained(since, until, missing)


def state_of(since: date | None, until: date | None, today: date, ending_days: int) -> TrainingState:
    """Return how a person stands today; the last day still holds."""
    if since is None:
        return TrainingState.UNTRAINED
    if until is None:
        return TrainingState.VALID
    if until < today:
        return TrainingState.LAPSED
    return TrainingState.ENDING if until <= today + timedelta(days=ending_days) else TrainingState.VALID


def _sum_before(trainings: list[Attended], day: date) -> Decimal:
    """Return the hours of the year that ends on a day."""
    first = _year_before(day)
    return sum((each.hours for each in trainings if first < each.held_on <= day), Decimal(0))


def _year_after(day: date) -> date:
    return _same_day(day, day.year + 1)


def _year_before(day: date) -> date:
    return _same_day(day, day.year - 1)


def _same_day(day: date, year: int) -> date:
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
