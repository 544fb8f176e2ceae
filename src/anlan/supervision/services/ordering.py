"""Ordering what was found to be put right, and the firm's application for a re-inspection."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.supervision.domain.errors import NothingToOrder
from anlan.supervision.domain.states import InspectionAct, InspectionState, inspection_after
from anlan.supervision.events import RecheckApplied, RectificationOrdered
from anlan.supervision.models import Inspection
from anlan.supervision.selectors.tables import limits
from anlan.supervision.services.arranging import INSPECT, about, locked, move
from anlan.supervision.services.numbering import make_paper
from anlan.support import journal


@transaction.atomic
def order_rectification(*, inspection_id: UUID, actor: Actor, now: datetime) -> None:
    """Order the firm to put right what was found; the order is a numbered paper."""
    row = locked(inspection_id, actor, INSPECT)
    order_findings(row, actor, now)
    row.save()


def order_findings(row: Inspection, actor: Actor, now: datetime) -> None:
    """Make the order of a locked inspection; the caller saves it."""
    found = list(row.findings.all())
    move(row, InspectionAct.ORDER)
    if not found:
        raise NothingToOrder
    row.rectify_by = max(each.rectify_by for each in found)
    row.recheck_by = _due_after(row.rectify_by)
    paper = make_paper(row, "rectification_order", actor, now)
    event = RectificationOrdered(
        **about(row), number=paper.number, rectify_by=row.rectify_by.isoformat(), findings=len(found)
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def apply_for_recheck(*, inspection_id: UUID, actor: Actor, now: datetime) -> None:
    """Note that the firm says it is done: the re-inspection is due that many days from now, never later than before."""
    row = locked(inspection_id, actor, INSPECT)
    inspection_after(InspectionState(row.state), InspectionAct.FIND_FIXED)
    due = _due_after(in_china(now).date())
    row.recheck_by = min(row.recheck_by or due, due)
    row.save(update_fields=["recheck_by"])
    journal.announce(RecheckApplied(**about(row), recheck_by=row.recheck_by.isoformat()), actor=actor, now=now)


def _due_after(day: date) -> date:
    return day + timedelta(days=limits("recheck")["days"])
