"""Counting who has been moved, township by township."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from anlan.command.domain.errors import NoteMissing
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import RegionLevel, level_of

_MOST: Final = 10_000_000
_CLOCK_SKEW: Final = timedelta(minutes=10)
_LONGEST_NOTE: Final = 500


@dataclass(frozen=True, slots=True)
class Count:
    """Households and the persons in them."""

    households: int = 0
    persons: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Return both together."""
        return Count(self.households + other.households, self.persons + other.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationTarget:
    """How many are to be moved from a township, and to where."""

    incident_id: UUID
    region: str
    planned: Count
    shelter: str = ""
    note: str = ""
    token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationNumbers:
    """How many have been moved from a township, as of when; ``note`` explains what is unusual."""

    incident_id: UUID
    region: str
    moved: Count
    as_of: datetime
    shelter: str = ""
    note: str = ""
    token: UUID | None = None


def total(counts: Iterable[Count]) -> Count:
    """Return the sum of all counts."""
    return sum(counts, Count())


def check_target(target: EvacuationTarget) -> None:
    """Refuse a target that is no township's, or whose numbers cannot be."""
    _check_township(target.region)
    _check_count("planned", target.planned)
    _check_note(target.note)


def check_numbers(numbers: EvacuationNumbers, *, planned: Count | None, before: Count | None, now: datetime) -> None:
    """Refuse impossible numbers, and unusual ones without a note: more than planned, or fewer than before."""
    _check_township(numbers.region)
    _check_count("moved", numbers.moved)
    _check_note(numbers.note)
    if numbers.as_of > now + _CLOCK_SKEW:
        raise InvalidValue(field="as_of", value=numbers.as_of.isoformat(), rule="not_in_the_future")
    if not numbers.note.strip() and is_unusual(numbers.moved, planned=planned, before=before):
        raise NoteMissing(moved=numbers.moved.persons)


def is_unusual(moved: Count, *, planned: Count | None, before: Count | None) -> bool:
    """Tell whether more were moved than planned, or fewer than were reported before."""
    over = planned is not None and (moved.persons > planned.persons or moved.households > planned.households)
    under = before is not None and (moved.persons < before.persons or moved.households < before.households)
    return over or under


def _check_township(region: str) -> None:
    if level_of(region) is not RegionLevel.TOWNSHIP:
        raise InvalidValue(field="region", value=region, rule="township")


def _check_count(field: str, count: Count) -> None:
    for name, value in (("households", count.households), ("persons", count.persons)):
        if not 0 <= value <= _MOST:
            raise InvalidValue(field=f"{field}_{name}", value=value, rule="0_to_10000000")
    if count.persons < count.households:
        raise InvalidValue(field=f"{field}_persons", value=count.persons, rule="at_least_one_per_household")


def _check_note(note: str) -> None:
    if len(note) > _LONGEST_NOTE:
        raise InvalidValue(field="note", value=note[:40], rule="at_most_500_characters")
