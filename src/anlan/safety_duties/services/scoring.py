"""Scoring a half year or a year: reckoned out of the records, kept with its whole reckoning, never changed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.safety_duties.domain import errors
from anlan.safety_duties.domain.rhythm import Period, end_of
from anlan.safety_duties.domain.standing import grade_of, score_of
from anlan.safety_duties.domain.states import ListState
from anlan.safety_duties.events import ListScored
from anlan.safety_duties.models import DutyRecord, Score
from anlan.safety_duties.selectors.lists import Stands, standings
from anlan.safety_duties.selectors.tables import grades, scoring
from anlan.safety_duties.services.texts import about, checked_text, locked
from anlan.support import journal

SCORE = "safety_duties.score"


@transaction.atomic
def score_list(*, list_id: UUID, period: str, note: str, actor: Actor, now: datetime) -> UUID:
    """Score a period that is over; who entered what was done may not."""
    row = locked(list_id, actor, SCORE)
    if period not in tuple(Period):
        raise InvalidValue(field="period", value=period[:10], rule="chosen_from_the_list")
    if row.state != ListState.FILED:
        raise errors.NotFiled
    end = end_of(Period(period), row.year)
    if in_china(now).date() <= end:
        raise errors.PeriodNotOver(until=end.isoformat())
    if row.scores.filter(period=period).exists():
        raise errors.ScoredAlready
    if DutyRecord.objects.filter(item__list=row, by_id=actor.id).exists():
        raise errors.ScorerIsHolder
    found = standings(row, end + timedelta(days=1))
    score = score_of([each.standing for each in found])
    if score is None:
        raise errors.NothingToScore
    made = Score.objects.create(
        list=row,
        period=period,
        score=score,
        grade=grade_of(score, grades()),
        edition=scoring()["edition"],
        lines=[_line(each) for each in found],
        note=checked_text("note", note, least=0),
        by=actor.name,
        at=now,
    )
    event = ListScored(**about(row), period=period, score=str(score), grade=made.grade)
    journal.announce(event, actor=actor, now=now)
    return made.id


def _line(each: Stands) -> dict[str, Any]:
    """Return a duty's reckoning as it is kept: owed and done by part, or the share."""
    standing = each.standing
    return {
        "duty": each.item.text,
        "measure": each.item.measure,
        "weight": standing.weight,
        "points": str(standing.points),
        "counts": standing.counts,
        "owed": standing.owed if standing.share is None else standing.share.all,
        "done": sum(min(part.done, part.target) for part in standing.parts if part.is_over)
        if standing.share is None
        else standing.share.done,
        "is_share": standing.share is not None,
        "target": each.item.target,
        "behind": [part.part.end.isoformat() for part in standing.behind],
    }
