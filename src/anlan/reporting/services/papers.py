"""Official documents: keeping templates, drafting, editing, issuing with a number."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound, TransitionNotAllowed
from anlan.reporting.domain.errors import SignerIsAuthor
from anlan.reporting.domain.placeholders import check_placeholders
from anlan.reporting.domain.reports import LONGEST_BODY, checked
from anlan.reporting.events import PaperDrafted, PaperEvent, PaperIssued, TemplateChanged
from anlan.reporting.models import OfficialPaper, TemplateEdition
from anlan.reporting.selectors.papers import as_stored, filled_content, laid_out, values_for
from anlan.reporting.selectors.templates import PaperContent, paper_kinds, placeholders, template_in_use
from anlan.support import journal, locks, rights
from anlan.support.documents import docx_of

_LONGEST: Final = {"mark": 40, "number": 40, "title": 120, "addressee": 200, "copies": 300, "urgency": 10}
_NEEDED: Final = ("mark", "number", "title", "body")


@transaction.atomic
def save_template(*, region: str, kind: str, content: PaperContent, note: str, actor: Actor, now: datetime) -> int:
    """Keep a new edition of an office's template and return its number; older ones stay readable."""
    rights.require(actor, "reporting.keep_templates", region)
    _check_kind(kind)
    check_content(content)
    check_placeholders(content.texts, placeholders())
    note = checked("note", note, 200)
    locks.hold(f"reporting:template:{region}:{kind}")
    last = TemplateEdition.objects.filter(region=region, kind=kind).aggregate(last=Max("number"))["last"] or 0
    row = TemplateEdition.objects.create(
        region=region,
        kind=kind,
        number=last + 1,
        content=as_stored(content),
        note=note,
        made_by=actor.name,
        made_at=now,
    )
    event = TemplateChanged(
        subject=f"template:{region}:{kind}", region=region, paper_kind=kind, number=row.number, note=note
    )
    journal.announce(event, actor=actor, now=now)
    return row.number


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """What to write: a kind of document of a region's office, on an incident or on nothing that has happened yet."""

    kind: str
    region: str
    incident_id: UUID | None = None


@transaction.atomic
def draft_paper(*, wanted: NewPaper, actor: Actor, now: datetime) -> UUID:
    """Write a document by the office's template from the facts of now and return its id."""
    rights.require(actor, "reporting.write", wanted.region)
    _check_kind(wanted.kind)
    incident = incidents.incident(actor, wanted.incident_id) if wanted.incident_id else None
    template = template_in_use(wanted.region, wanted.kind)
    values = values_for(actor, wanted.region, wanted.incident_id, now)
    row = OfficialPaper.objects.create(
        region=wanted.region,
        kind=wanted.kind,
        incident_id=wanted.incident_id,
        incident_title=incident.title if incident else "",
        is_exercise=bool(incident and incident.is_exercise),
        template_number=template.number,
        content=as_stored(filled_content(template.content, values)),
        author_id=actor.id,
        author=actor.name,
        editor_ids=[actor.id],
        drafted_at=now,
    )
    _announce(PaperDrafted, row, actor, now)
    return row.id


@transaction.atomic
def edit_paper(*, paper_id: UUID, content: PaperContent, actor: Actor, now: datetime) -> None:
    """Change what a draft says."""
    row = _draft(paper_id, actor, "edit")
    rights.require(actor, "reporting.write", row.region)
    check_content(content)
    row.content = as_stored(content)
    if actor.id not in row.editor_ids:
        row.editor_ids = [*row.editor_ids, actor.id]
    row.save()


@transaction.atomic
def issue_paper(*, paper_id: UUID, actor: Actor, now: datetime) -> int:
    """Sign a draft and give it the next number of its office, kind and year; return it. Nothing changes afterwards."""
    row = _draft(paper_id, actor, "issue")
    rights.require(actor, "reporting.sign", row.region)
    if actor.id in row.editor_ids:
        raise SignerIsAuthor
    year = in_china(now).year
    locks.hold(f"reporting:papers:{row.region}:{row.kind}:{year}")
    series = OfficialPaper.objects.filter(region=row.region, kind=row.kind, is_exercise=row.is_exercise, year=year)
    row.year, row.number = year, (series.aggregate(last=Max("number"))["last"] or 0) + 1
    row.issued_by, row.issued_at = actor.name, now
    row.document = docx_of(laid_out(row, now))
    row.digest = hashlib.new("sm3", row.document).hexdigest()
    row.save()
    _announce(PaperIssued, row, actor, now, year=year, number=row.number, digest=row.digest)
    return row.number


def check_content(content: PaperContent) -> None:
    """Refuse a content that lacks a needed part or is too long."""
    for name, longest in {**_LONGEST, "body": LONGEST_BODY}.items():
        text = getattr(content, name).strip()
        if len(text) > longest or (name in _NEEDED and not text):
            raise InvalidValue(field=name, value=text[:40], rule=f"{int(name in _NEEDED)}_to_{longest}_characters")


def _check_kind(kind: str) -> None:
    if kind not in paper_kinds():
        raise InvalidValue(field="kind", value=kind[:24], rule="a_kind_of_document")


def _draft(paper_id: UUID, actor: Actor, act: str) -> OfficialPaper:
    """Return the locked draft, or refuse one that was issued."""
    row = OfficialPaper.objects.select_for_update().filter(id=paper_id).first()
    if row is None:
        raise NotFound(what="paper")
    rights.require_visible(actor, "reporting.see", row.region, what="paper")
    if row.number is not None:
        raise TransitionNotAllowed(what="paper", state="issued", act=act)
    return row


def _announce(kind: type[PaperEvent], row: OfficialPaper, actor: Actor, now: datetime, **more: object) -> None:
    event = kind(
        subject=f"paper:{row.id}",
        region=row.region,
        incident_id=row.incident_id,
        exercise=row.is_exercise,
        paper_id=row.id,
        paper_kind=row.kind,
        title=row.content["title"],
        **more,
    )
    journal.announce(event, actor=actor, now=now)
