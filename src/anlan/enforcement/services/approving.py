"""Documents taking effect: by their signatures or by approval, numbered without gaps, laid out and frozen."""

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from anlan.enforcement.domain import errors
from anlan.enforcement.domain.facts import DECISIONS
from anlan.enforcement.domain.kinds import Kind
from anlan.enforcement.domain.states import CaseAct, DocumentAct, DocumentState, document_after
from anlan.enforcement.events import DocumentApproved
from anlan.enforcement.models import Case, Document
from anlan.enforcement.selectors.papers import laid_out, number_of
from anlan.enforcement.selectors.tables import document_kinds
from anlan.enforcement.services.clocks import count_clocks
from anlan.enforcement.services.documents import judge, locked_document, refuse_unsigned, told
from anlan.enforcement.services.steps import announce, checked_text, move_case
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.regions import RegionLevel, at_level
from anlan.support import locks
from anlan.support.documents import docx_of

_RIGHTS: Final = {"leader": "enforcement.approve", "legal": "enforcement.review"}


@transaction.atomic
def submit_document(*, document_id: UUID, actor: Actor, now: datetime, reason: str = "") -> bool:
    """Hand a signed draft in: to its approver, or into effect where it has none; tell whether it took effect."""
    row = locked_document(document_id, actor)
    kind = document_kinds()[row.kind]
    act = DocumentAct.SUBMIT if kind.approver else DocumentAct.ISSUE
    after = document_after(DocumentState(row.state), act)
    refuse_unsigned(row, kind)
    judge(kind, row.case, row.content, now, row=row, reason=reason.strip())
    row.submitted_at = now
    if kind.approver:
        row.state = after.value
        row.save()
        told(row, "submit", actor=actor, now=now)
    else:
        _take_effect(row, kind, after, actor=actor, now=now)
    return not kind.approver


@transaction.atomic
def approve_document(*, document_id: UUID, actor: Actor, now: datetime, reason: str = "") -> None:
    """Approve a document that somebody else wrote: it gets its number, is frozen, and moves the case."""
    row, kind = _submitted(document_id, actor)
    after = document_after(DocumentState(row.state), DocumentAct.APPROVE)
    if actor.id == row.author_id or row.signatures.filter(signer_id=actor.id).exists():
        raise errors.ApproverIsAuthor
    judge(kind, row.case, row.content, now, row=row, reason=reason.strip())
    row.approved_by = actor.name
    _take_effect(row, kind, after, actor=actor, now=now)


@transaction.atomic
def return_document(*, document_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Give a document back to its author with a reason."""
    row, _ = _submitted(document_id, actor)
    row.state = document_after(DocumentState(row.state), DocumentAct.RETURN).value
    row.note = checked_text("reason", reason)
    row.save()
    told(row, "return", actor=actor, now=now, text=row.note)


def _submitted(document_id: UUID, actor: Actor) -> tuple[Document, Kind]:
    known = Document.objects.filter(id=document_id).values_list("kind", flat=True).first()
    kind = document_kinds().get(known or "")
    right = _RIGHTS[kind.approver] if kind and kind.approver else _RIGHTS["leader"]
    row = locked_document(document_id, actor, right)
    return row, document_kinds()[row.kind]


def _take_effect(row: Document, kind: Kind, after: DocumentState, *, actor: Actor, now: datetime) -> None:
    case = row.case
    row.state, row.approved_at, row.note = after.value, now, ""
    if kind.has_penalty:
        row.content = {**row.content, "fine": str(case.fine), "penalty": case.penalty["text"]}
    if kind.stem:
        _number(row, kind, now)
    row.file = docx_of(laid_out(row, kind, case))
    row.digest = hashlib.new("sm3", row.file).hexdigest()
    row.save()
    text = number_of(row)
    announce(DocumentApproved, case, actor, now, document_id=row.id, document=row.kind, number=text, digest=row.digest)
    _move(case, row, kind, actor=actor, now=now)
    count_clocks(case, actor=actor, now=now)


def _number(row: Document, kind: Kind, now: datetime) -> None:
    """Give the next number of the office, the series and the year; the lock keeps it without gaps and twins."""
    row.office, row.stem, row.year = _office(row.case), kind.stem, in_china(now).year
    locks.hold(f"enforcement:number:{row.office}:{row.stem}:{row.year}")
    series = Document.objects.filter(office=row.office, stem=row.stem, year=row.year)
    row.number = (series.aggregate(last=Max("number"))["last"] or 0) + 1


def _move(case: Case, row: Document, kind: Kind, *, actor: Actor, now: datetime) -> None:
    if row.kind in DECISIONS:
        case.decided_at = now
    if row.kind == "20":
        case.pauses.filter(sort="hearing", last=None).update(last=in_china(now).date())
    act = kind.act(case.procedure)
    if act is CaseAct.NOTIFY or act is CaseAct.NOTIFY_AT_ONCE:
        case.objection_waived_at = None
    if act is CaseAct.CLOSE:
        case.closed_at, case.keep_years = now, int(row.content["keep_years"])
    if act is not None:
        move_case(case, act, actor=actor, now=now)


def _office(case: Case) -> str:
    """Return whose series a number belongs to: the county's, or that of the level above where the case lies there."""
    return at_level(case.region, RegionLevel.COUNTY)
