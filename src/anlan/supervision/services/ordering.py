"""Ordering what was found to be put right, the firm's application, and looking again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.supervision.domain.errors import FindingsUnjudged, NothingToOrder
from anlan.supervision.domain.states import InspectionAct, InspectionState, inspection_after
from anlan.supervision.events import RecheckApplied, RectificationOrdered, Reinspected
from anlan.supervision.models import Finding, Inspection, Recheck
from anlan.supervision.selectors.tables import limits
from anlan.supervision.services.arranging import INSPECT, about, locked, move
from anlan.supervision.services.numbering import make_paper
from anlan.supervision.services.officers import qualified
from anlan.supervision.services.texts import checked_text
from anlan.support import journal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecheck:
    """What officers saw when they looked again: of each finding whether it was put right."""

    inspection_id: UUID
    officers: tuple[UUID, ...]
    results: Mapping[UUID, bool]
    opinion: str


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


@transaction.atomic
def record_recheck(*, new: NewRecheck, actor: Actor, now: datetime) -> UUID:
    """Store what was seen when at least two officers looked again; all fixed closes the inspection."""
    row = locked(new.inspection_id, actor, INSPECT)
    findings = list(row.findings.all())
    is_all_fixed = bool(findings) and all(new.results.get(each.id) for each in findings)
    move(row, InspectionAct.FIND_FIXED if is_all_fixed else InspectionAct.FIND_UNFIXED)
    going = qualified(new.officers, row.region, in_china(now).date())
    missing = [each for each in findings if each.id not in new.results]
    if missing:
        raise FindingsUnjudged(count=len(missing))
    _judge(findings, new.results)
    stored = Recheck.objects.create(
        inspection=row,
        officers=[[each.name, each.certificate] for each in going],
        results=[[str(each.id), each.text, bool(each.is_fixed)] for each in findings],
        opinion=checked_text("opinion", new.opinion, most=2000),
        is_all_fixed=is_all_fixed,
        by=actor.name,
        at=now,
    )
    row.recheck_by = None if is_all_fixed else row.recheck_by
    paper = make_paper(row, "reinspection_opinion", actor, now)
    row.save()
    open_findings = sum(not each.is_fixed for each in findings)
    event = Reinspected(**about(row), number=paper.number, is_all_fixed=is_all_fixed, open_findings=open_findings)
    journal.announce(event, actor=actor, now=now)
    return stored.id


def _judge(findings: list[Finding], results: Mapping[UUID, bool]) -> None:
    for each in findings:
        each.is_fixed = results[each.id]
    Finding.objects.bulk_update(findings, ["is_fixed"])


def _due_after(day: date) -> date:
    return day + timedelta(days=limits("recheck")["days"])
