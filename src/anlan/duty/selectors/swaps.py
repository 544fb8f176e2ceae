"""Swaps and absences."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from anlan.duty.domain.states import SwapState
from anlan.duty.models import Absence, Swap
from anlan.kernel.actors import Actor
from anlan.support.rights import within


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapRow:
    """A swap as its page shows it."""

    id: UUID
    asker_id: UUID
    asker_name: str
    other_id: UUID
    other_name: str
    post: str
    mine_day: date
    theirs_day: date
    reason: str
    state: SwapState
    asked_at: datetime
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """An absence as its page shows it."""

    id: UUID
    person_id: UUID
    person_name: str
    first: date
    last: date
    reason: str


def swaps_of(roster_id: UUID) -> tuple[SwapRow, ...]:
    """Return the swaps of a roster, the newest first; the caller has checked the reader's right."""
    rows = Swap.objects.filter(mine__roster_id=roster_id).select_related("mine", "theirs").order_by("-asked_at")[:50]
    return tuple(
        SwapRow(
            id=row.id,
            asker_id=row.asker_id,
            asker_name=row.asker_name,
            other_id=row.other_id,
            other_name=row.other_name,
            post=row.mine.post,
            mine_day=row.mine.day,
            theirs_day=row.theirs.day,
            reason=row.reason,
            state=SwapState(row.state),
            asked_at=row.asked_at,
            decided_by=row.decided_by,
        )
        for row in rows
    )


def absences(actor: Actor, region: str, *, first: date, last: date) -> tuple[Absent, ...]:
    """Return who of exactly a region is away on some of the days, in the actor's regions."""
    rows = Absence.objects.filter(within(actor, "duty.see"), region=region, withdrawn_at=None)
    return tuple(
        Absent(
            id=row.id,
            person_id=row.person_id,
            person_name=row.person_name,
            first=row.first,
            last=row.last,
            reason=row.reason,
        )
        for row in rows.filter(first__lte=last, last__gte=first).order_by("first", "person_name")[:200]
    )
