"""How a duty stands on a day: what was owed in each ended part, what was done, and how many points that gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from anlan.safety_duties.domain.rhythm import Part, Rhythm, parts_of

_TENTH: Final = Decimal("0.1")
_HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What is owed: ``target`` times in each part of the year, or a percentage."""

    year: int
    rhythm: Rhythm
    target: int
    weight: int
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a set are done."""

    done: int
    all: int


@dataclass(frozen=True, slots=True)
class PartStanding:
    """A part of the year: owed, done in it, and whether it is over."""

    part: Part
    target: int
    done: int
    is_over: bool

    @property
    def is_behind(self) -> bool:
        """Tell whether it is over with less done than owed."""
        return self.is_over and self.done < self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A duty on a day; ``points`` of ``weight``, and whether it counts yet."""

    parts: tuple[PartStanding, ...]
    share: Share | None
    weight: int
    points: Decimal
    counts: bool

    @property
    def behind(self) -> tuple[PartStanding, ...]:
        """Return the parts that ended with less done than owed."""
        return tuple(each for each in self.parts if each.is_behind)

    @property
    def owed(self) -> int:
        """Return what the ended parts ask for."""
        return sum(each.target for each in self.parts if each.is_over)

    @property
    def done(self) -> int:
        """Return what was done in all parts, those still running included."""
        return sum(each.done for each in self.parts)

    @property
    def is_short(self) -> bool:
        """Tell whether it counts with less than its full points."""
        return self.counts and self.points < self.weight


def standing_of_times(duty: Duty, happened: Iterable[tuple[date, int]], today: date) -> Standing:
    """Return how a duty stands that is counted: what was done in one part does not make up for another.

    A part is over when its last day has passed.
    """
    found = list(happened)
    parts = tuple(
        PartStanding(part, duty.target, _times_in(part, found, today), part.end < today)
        for part in parts_of(duty.rhythm, duty.year, duty.due)
    )
    over = [each for each in parts if each.is_over]
    if not over:
        return Standing(parts=parts, share=None, weight=duty.weight, points=Decimal(0), counts=False)
    met = sum((Decimal(min(each.done, each.target)) / each.target for each in over), Decimal(0))
    points = (duty.weight * met / len(over)).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return Standing(parts=parts, share=None, weight=duty.weight, points=points, counts=True)


def _times_in(part: Part, happened: Iterable[tuple[date, int]], today: date) -> int:
    return sum(amount for day, amount in happened if part.holds(day) and day <= today)


def standing_of_share(duty: Duty, found: Share) -> Standing:
    """Return how a duty stands that asks for a percentage; where there was nothing to do it does not count."""
    if not found.all:
        return Standing(parts=(), share=found, weight=duty.weight, points=Decimal(0), counts=False)
    met = min(Decimal(100 * found.done) / (found.all * duty.target), Decimal(1))
    points = (duty.weight * met).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return Standing(parts=(), share=found, weight=duty.weight, points=points, counts=True)


def score_of(standings: Sequence[Standing]) -> Decimal | None:
    """Return the points in a hundred of the duties that count, to a tenth; nothing where none counts yet."""
    counting = [each for each in standings if each.counts]
    weight = sum(each.weight for each in counting)
    if not weight:
        return None
    points = sum((each.points for each in counting), Decimal(0))
    return (100 * points / weight).quantize(_TENTH, ROUND_HALF_UP)


def grade_of(score: Decimal, grades: Sequence[tuple[int, str]]) -> str:
    """Return the grade of a score; ``grades`` are (at least, word), the highest first."""
    return next(word for least, word in grades if score >= least)
