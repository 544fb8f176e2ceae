"""A list's way: handed in, returned or filed by somebody else, closed after its year is scored."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.safety_duties.domain import errors
from anlan.safety_duties.domain.rhythm import Period
from anlan.safety_duties.domain.states import ListAct, ListState, after
from anlan.safety_duties.events import ListDecided
from anlan.safety_duties.models import DutyList
from anlan.safety_duties.services.drafting import DRAFT
from anlan.safety_duties.services.texts import about, checked_text, locked
from anlan.support import journal

FILE = "safety_duties.file"


@transaction.atomic
def submit_list(*, list_id: UUID, actor: Actor, now: datetime) -> None:
    """Hand a list in for filing."""
    row = locked(list_id, actor, DRAFT)
    row.state = after(ListState(row.state), ListAct.SUBMIT).value
    if not row.items.exists():
        raise errors.ListIsEmpty
    row.submitted_by_id = actor.id
    _decided(row, "", actor, now)


@transaction.atomic
def return_list(*, list_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Return a list with the reason."""
    row = locked(list_id, actor, FILE)
    row.state = after(ListState(row.state), ListAct.RETURN).value
    _decided(row, checked_text("reason", reason), actor, now)


@transaction.atomic
def file_list(*, list_id: UUID, actor: Actor, now: datetime) -> None:
    """File a list that somebody else made and handed in; from now on it counts."""
    row = locked(list_id, actor, FILE)
    row.state = after(ListState(row.state), ListAct.FILE).value
    if actor.id in (row.made_by_id, row.submitted_by_id):
        raise errors.FilerIsAuthor
    row.decided_by, row.decided_at, row.reckon_on = actor.name, now, in_china(now).date()
    _decided(row, "", actor, now)


@transaction.atomic
def close_list(*, list_id: UUID, actor: Actor, now: datetime) -> None:
    """Close a list whose year is scored."""
    row = locked(list_id, actor, FILE)
    row.state = after(ListState(row.state), ListAct.CLOSE).value
    if not row.scores.filter(period=Period.YEAR.value).exists():
        raise errors.PeriodNotScored
    row.reckon_on = None
    _decided(row, "", actor, now)


def _decided(row: DutyList, reason: str, actor: Actor, now: datetime) -> None:
    row.reason = reason
    row.save()
    journal.announce(ListDecided(**about(row), state=row.state, reason=reason), actor=actor, now=now)
