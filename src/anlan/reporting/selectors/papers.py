"""Which official documents there are, what fills their placeholders, and the paper they become."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.places import api as places
from anlan.reporting.domain.drafting import section_text, time_text
from anlan.reporting.domain.placeholders import filled
from anlan.reporting.models import OfficialPaper
from anlan.reporting.papers import text_blocks
from anlan.reporting.selectors.facts import facts_of
from anlan.reporting.selectors.rules import texts, unit_of, units_of
from anlan.reporting.selectors.templates import PaperContent, content_of, paper_kinds, paper_words, placeholders
from anlan.support import rights
from anlan.support.documents import Head, OfficialDocument, docx_of

_PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """An official document; number and issue are empty while it is a draft."""

    id: UUID
    region: str
    unit: str
    kind: str
    kind_name: str
    incident_id: UUID | None
    incident_title: str
    is_exercise: bool
    template_number: int
    content: PaperContent
    author: str
    drafted_at: datetime
    year: int | None
    number: int | None
    issued_by: str
    issued_at: datetime | None
    digest: str

    @property
    def is_issued(self) -> bool:
        """Tell whether it has its number and can no longer change."""
        return self.number is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFilter:
    """What to list: empty fields filter nothing; ``state`` is draft or issued."""

    kind: str = ""
    state: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page of a list and how many documents the whole list has."""

    rows: tuple[PaperRow, ...]
    total: int


def papers(actor: Actor, wanted: PaperFilter, *, page: int = 1, size: int = _PAGE) -> PaperPage:
    """Return one page of the documents that match, the newest first."""
    found = _seen(actor).filter(**{"kind": wanted.kind} if wanted.kind else {})
    if wanted.state in ("draft", "issued"):
        found = found.filter(number__isnull=wanted.state == "draft")
    if wanted.text:
        about = Q(content__title__icontains=wanted.text) | Q(incident_title__icontains=wanted.text)
        found = found.filter(about | Q(author__icontains=wanted.text))
    start = (max(page, 1) - 1) * size
    rows = list(found.order_by("-drafted_at", "-id")[start : start + size])
    units = units_of(row.region for row in rows)
    return PaperPage(tuple(_row(row, units[row.region]) for row in rows), found.count())


def paper(actor: Actor, paper_id: UUID) -> PaperRow:
    """Return one document, or refuse as if there were none."""
    row = _one(actor, paper_id)
    return _row(row, unit_of(row.region))


def may_issue(actor: Actor, paper_id: UUID) -> bool:
    """Tell whether the actor may issue a draft: with the right to sign, and not having written on it."""
    row = _one(actor, paper_id)
    return row.number is None and rights.may(actor, "reporting.sign", row.region) and actor.id not in row.editor_ids


def paper_document(actor: Actor, paper_id: UUID, now: datetime) -> tuple[bytes, str]:
    """Return the Word file with its name: as issued, or as the draft stands."""
    row = OfficialPaper.objects.filter(rights.within(actor, "reporting.see"), id=paper_id).first()
    if row is None:
        raise NotFound(what="paper")
    name = paper_words()["page"]["file"].format(title=row.content["title"][:80])
    return bytes(row.document) if row.document is not None else docx_of(laid_out(row, now)), name


def paper_preview(actor: Actor, paper_id: UUID, now: datetime, content: PaperContent | None = None) -> OfficialDocument:
    """Return the paper that a document is or would become with another content."""
    row = _one(actor, paper_id)
    if content is not None and row.number is None:
        row.content = {**row.content, **{name: getattr(content, name) for name in content.__slots__}}
    return laid_out(row, now)


def template_preview(actor: Actor, region: str, kind: str, content: PaperContent, now: datetime) -> OfficialDocument:
    """Return a template as a paper without an incident: what nobody knows shows as such."""
    rights.require_visible(actor, "reporting.see", region, what="template")
    values = values_for(actor, region, None, now)
    row = OfficialPaper(region=region, kind=kind, content=as_stored(filled_content(content, values)), author=actor.name)
    return laid_out(row, now)


def values_for(actor: Actor, region: str, incident_id: UUID | None, now: datetime) -> dict[str, str]:
    """Return what fills the placeholders, by their words; year and number wait for the issue."""
    page = paper_words()["page"]
    local = in_china(now)
    known = {
        "unit": unit_of(region),
        "place": places.name(region),
        "date": local.strftime(page["date"]),
        "time": local.strftime(page["time"]),
        "author": actor.name,
        # Both are known only at the issue.
        **{key: f"{{{word}}}" for word, key in placeholders().items() if key in ("year", "number")},
    }
    if incident_id is not None:
        facts = facts_of(actor, incident_id, region, now)
        known |= {
            "incident": facts.title,
            "event_kind": facts.kind,
            "happened_at": time_text(facts.happened_at, texts()),
            "learned_at": time_text(facts.learned_at, texts()),
            "where": facts.place + facts.place_text,
            "figures": section_text("loss", facts, texts()),
            "measures": section_text("measures", facts, texts()),
        }
    return {word: known.get(key, "") for word, key in placeholders().items()}


def filled_content(content: PaperContent, values: dict[str, str]) -> PaperContent:
    """Return a template's content with its placeholders filled."""
    unknown = paper_words()["page"]["unknown"]
    words = ("mark", "number", "title", "addressee", "body", "copies", "urgency")
    done = {name: filled(getattr(content, name), values, unknown) for name in words}
    return PaperContent(**done, has_seal=content.has_seal)


def as_stored(content: PaperContent) -> dict[str, str | bool]:
    """Return the content as it is kept."""
    return {name: getattr(content, name) for name in content.__slots__}


def laid_out(row: OfficialPaper, now: datetime) -> OfficialDocument:
    """Return a row as an official document; a draft's number is still open and it is dated ``now``."""
    page = paper_words()["page"]
    dated = row.issued_at or now
    date = in_china(dated).strftime(page["date"])
    unit = unit_of(row.region)
    mark = page["exercise"] if row.is_exercise else ""
    content = _numbered(content_of(row.content), row, in_china(dated).year)
    copies = ((page["copies"].format(copies=content.copies), ""),) if content.copies else ()
    printed = (page["printed"].format(unit=unit), page["printed_on"].format(date=date))
    right = page["signer"].format(signer=row.issued_by or "__")
    return OfficialDocument(
        head=Head(
            mark=content.mark,
            number=content.number,
            left=unit,
            right=right,
        ),
        title=mark + content.title,
        addressee=content.addressee,
        blocks=text_blocks(content.body, texts()["paper"]),
        signature=unit,
        date=date,
        imprint=(*copies, printed),
        urgency=mark or content.urgency,
        author=unit,
        made_at=dated,
        has_seal=content.has_seal,
    )


def _numbered(content: PaperContent, row: OfficialPaper, year: int) -> PaperContent:
    """Return the content with year and number; a draft's number is a blank to come."""
    known = {"year": str(row.year or year), "number": str(row.number) if row.number else "__"}
    values = {word: known[key] for word, key in placeholders().items() if key in known}
    texts_of = {name: getattr(content, name) for name in ("mark", "number", "title", "addressee", "body", "copies")}
    for word, value in values.items():
        texts_of = {name: text.replace(f"{{{word}}}", value) for name, text in texts_of.items()}
    return replace(content, **texts_of)


def _seen(actor: Actor) -> QuerySet[OfficialPaper]:
    return OfficialPaper.objects.filter(rights.within(actor, "reporting.see")).defer("document")


def _one(actor: Actor, paper_id: UUID) -> OfficialPaper:
    row = _seen(actor).filter(id=paper_id).first()
    if row is None:
        raise NotFound(what="paper")
    return row


def _row(row: OfficialPaper, unit: str) -> PaperRow:
    special = ("unit", "kind_name", "content")
    same = {name: getattr(row, name) for name in PaperRow.__slots__ if name not in special}
    return PaperRow(unit=unit, kind_name=paper_kinds()[row.kind], content=content_of(row.content), **same)
