"""What a record of a re-inspection must say, and what it does to the hidden dangers that the findings became."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.supervision.domain.errors import FindingsUnjudged
from anlan.supervision.domain.visits import SentFile, check_signatures, check_texts

_LONGEST: Final = {"firm_person": 40, "firm_post": 40, "refusal": 300, "witnesses": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecheck:
    """What officers saw when they looked again: of each finding whether it was put right; files as of a record.

    The pictures' ``item`` is the finding's; ``token`` lets a press of the phone count once.
    """

    inspection_id: UUID
    token: UUID
    officers: tuple[UUID, ...]
    results: Mapping[UUID, bool]
    opinion: str
    seen_at: datetime
    location: tuple[float, float] | None = None
    firm_person: str
    firm_post: str = ""
    refusal: str = ""
    witnesses: str = ""
    files: tuple[SentFile, ...] = ()


class Move(StrEnum):
    """What a re-inspection did to a hidden danger; ``stays``: its closed loop is not where it could move."""

    ACCEPTED = "accepted"
    CLOSED = "closed"
    RETURNED = "returned"
    REOPENED = "reopened"
    STAYS = "stays"


_MOVES: Final = {
    ("applied", True): Move.CLOSED,
    ("accepted", True): Move.CLOSED,
    ("applied", False): Move.RETURNED,
    ("accepted", False): Move.REOPENED,
    ("closed", False): Move.REOPENED,
}


def move_of(state: str, *, is_fixed: bool, is_held: bool) -> Move:
    """Return what happens to a hidden danger in ``state``; one held by a listing or a stop of power is not closed."""
    move = _MOVES.get((state, is_fixed), Move.STAYS)
    if move is Move.CLOSED and is_held:
        return Move.ACCEPTED if state == "applied" else Move.STAYS
    return move


def check_recheck(new: NewRecheck, findings: Collection[UUID], officers: int) -> None:
    """Refuse a re-inspection that leaves a finding unjudged, or lacks a name or a signature."""
    missing = [each for each in findings if each not in new.results]
    if missing:
        raise FindingsUnjudged(count=len(missing))
    check_texts(new, _LONGEST)
    check_signatures(new, officers)
