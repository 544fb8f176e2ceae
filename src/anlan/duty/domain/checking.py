"""What is wrong with a roster: empty places, persons in two places at once, away, or twice in a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from anlan.duty.domain.rotation import Away


class ProblemKind(StrEnum):
    """What may be wrong with a turn; the last does not keep a roster from being published."""

    EMPTY = "empty"
    TWICE_AT_ONCE = "twice_at_once"
    AWAY = "away"
    IN_A_ROW = "in_a_row"


@dataclass(frozen=True, slots=True)
class Stand:
    """A turn with its person, on this roster or (``is_other``) on another one."""

    turn_id: UUID
    day: date
    since: datetime
    until: datetime
    person_id: UUID | None
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one turn."""

    kind: ProblemKind
    turn_id: UUID
    day: date

    @property
    def forbids(self) -> bool:
        """Tell whether a roster with it may not be published."""
        return self.kind is not ProblemKind.IN_A_ROW


def problems_of(stands: Sequence[Stand], away: Sequence[Away] = ()) -> tuple[Problem, ...]:
    """Return what is wrong with the turns of a roster, by day; turns of other rosters only clash with them."""
    found = [Problem(ProblemKind.EMPTY, each.turn_id, each.day) for each in stands if each.person_id is None]
    by_person: dict[UUID, list[Stand]] = {}
    for each in stands:
        if each.person_id is not None:
            by_person.setdefault(each.person_id, []).append(each)
    for person_id, own in by_person.items():
        found += _absent(own, [each for each in away if each.person_id == person_id])
        found += _clashes(sorted(own, key=lambda each: each.since))
    return tuple(sorted(found, key=lambda each: (each.day, each.kind.value, str(each.turn_id))))


def _absent(own: Iterable[Stand], away: Sequence[Away]) -> list[Problem]:
    return [
        Problem(ProblemKind.AWAY, each.turn_id, each.day)
        for each in own
        if not each.is_other and any(one.first <= each.day <= one.last for one in away)
    ]


def _clashes(own: Sequence[Stand]) -> list[Problem]:
    found = []
    for index, later in enumerate(own):
        for earlier in own[:index]:
            if earlier.until < later.since or (earlier.is_other and later.is_other):
                continue
            if earlier.until == later.since:
                shown = [later if not later.is_other else earlier]
                kind = ProblemKind.IN_A_ROW
            else:
                shown, kind = [each for each in (earlier, later) if not each.is_other], ProblemKind.TWICE_AT_ONCE
            found += [Problem(kind, each.turn_id, each.day) for each in shown]
    return found
