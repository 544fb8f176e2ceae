"""What stands in the library, for its readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import lineage
from anlan.knowledge.domain.states import DocumentState
from anlan.knowledge.domain.versions import Force, force_on, root_of
from anlan.knowledge.models import Case, Document, Passage
from anlan.support import rights
from anlan.support.rows import Rows

SEE = "knowledge.see"
WRITE = "knowledge.write"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document as others see it."""

    id: UUID
    kind: str
    region: str
    title: str
    edition: str
    origin: str
    address: str
    mark: str
    in_force_from: date | None
    repealed_from: date | None
    state: str
    added_by: str
    added_at: datetime
    changed_by: str
    changed_at: datetime

    @property
    def subject(self) -> str:
        """Return the journal's name of the document."""
        return f"document:{self.id}"

    def force_on(self, day: date) -> Force:
        """Return how it stands on a day: not yet in force, in force or repealed."""
        return force_on(day, self.in_force_from, self.repealed_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow:
    """A passage as it is quoted."""

    number: int
    label: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """What is structured of a case."""

    document_id: UUID
    title: str
    state: str
    incident_id: UUID | None
    event_kind: str
    place_region: str
    place_text: str
    longitude: float | None
    latitude: float | None
    happened_at: datetime
    ended_at: datetime | None
    grade: int
    figures: dict[str, float]
    timeline: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFilter:
    """What to list; empty fields filter nothing. ``sort`` is changed, title or kind, with "-" downwards."""

    kind: str = ""
    state: str = ""
    event_kind: str = ""
    text: str = ""
    sort: str = "-changed"


_MOST_EDITIONS = 50
_SORTS = {"changed": "changed_at", "title": "title", "kind": "kind"}


def seen_by(actor: Actor, prefix: str = "") -> Q:
    """Return the filter of the documents an actor may know of: everybody's, those of the own regions and above them.

    A draft is known only to who may write in its region.
    """
    regions = rights.regions_of(actor, SEE)
    if not regions:
        return Q(pk__in=[])
    above = {code for region in regions for code in lineage(region)} | {""}
    known = Q(**{f"{prefix}region__in": above}) | rights.lies_in(regions, f"{prefix}region")
    if "" in regions:
        known = Q()
    writing = (*rights.regions_of(actor, WRITE), *rights.regions_of(actor, "knowledge.publish"))
    if "" in writing:
        return known
    finished = ~Q(**{f"{prefix}state": DocumentState.DRAFT.value})
    return known & (finished | rights.lies_in(writing, f"{prefix}region"))


def documents(actor: Actor, wanted: LibraryFilter | None = None) -> Rows[DocumentRow]:
    """Return the documents that match, read only as far as they are looked at."""
    wanted = wanted or LibraryFilter()
    name = _SORTS.get(wanted.sort.removeprefix("-"), "changed_at")
    order = f"-{name}" if wanted.sort.startswith("-") else name
    return Rows(chosen(actor, wanted).order_by(order, "-id"), _rows)


def chosen(actor: Actor, wanted: LibraryFilter) -> QuerySet[Document]:
    """Return the documents that match and that the actor may know of."""
    rows = Document.objects.filter(seen_by(actor))
    exact = {"kind": wanted.kind, "state": wanted.state, "case__event_kind": wanted.event_kind}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.text:
        rows = rows.filter(Q(title__icontains=wanted.text) | Q(spelling__contains=wanted.text.casefold()))
    return rows


def kind_counts(actor: Actor) -> dict[str, int]:
    """Return how many documents of each kind the actor may know of."""
    rows = Document.objects.filter(seen_by(actor)).order_by().values_list("kind").annotate(count=Count("id"))
    return dict(rows)


def document(actor: Actor, document_id: UUID) -> DocumentRow:
    """Return one document, or refuse as if there were none."""
    row = Document.objects.filter(seen_by(actor), id=document_id).first()
    if row is None:
        raise NotFound(what="document")
    return row_of(row)


def document_of_key(actor: Actor, key: str) -> DocumentRow | None:
    """Return the document that was made from something, nothing where there is none."""
    row = Document.objects.filter(seen_by(actor), key=key).first()
    return row_of(row) if row else None


def in_force(day: date, prefix: str = "") -> Q:
    """Return the filter of the documents that are in force on a day, as far as their days are known."""
    begun = Q(**{f"{prefix}in_force_from": None}) | Q(**{f"{prefix}in_force_from__lte": day})
    return begun & (Q(**{f"{prefix}repealed_from": None}) | Q(**{f"{prefix}repealed_from__gt": day}))


def editions(actor: Actor, row: DocumentRow) -> tuple[DocumentRow, ...]:
    """Return the other editions of a law that the actor may know of, the latest in force first."""
    if row.kind != "law":
        return ()
    root = root_of(row.title)
    rows = Document.objects.filter(seen_by(actor), kind=row.kind, region=row.region, title__startswith=root)
    found = [each for each in rows.exclude(id=row.id)[:_MOST_EDITIONS] if root_of(each.title) == root]
    found.sort(key=lambda each: each.in_force_from or date.min, reverse=True)
    return _rows(found)


def passages(actor: Actor, document_id: UUID) -> tuple[PassageRow, ...]:
    """Return a document's passages in order."""
    seen = document(actor, document_id)
    return tuple(
        passage_of(row) for row in Passage.objects.filter(document_id=seen.id).defer("words").order_by("number")
    )


def case(actor: Actor, document_id: UUID) -> CaseRow | None:
    """Return what is structured of a case; nothing for other documents."""
    seen = document(actor, document_id)
    row = Case.objects.filter(document_id=seen.id).select_related("document").first()
    return case_of(row) if row else None


def cases_for(actor: Actor) -> tuple[CaseRow, ...]:
    """Return the published cases that the actor may know of, the newest first."""
    rows = Case.objects.filter(seen_by(actor, "document__"), document__state=DocumentState.PUBLISHED.value)
    return tuple(case_of(row) for row in rows.select_related("document").order_by("-happened_at")[:5000])


def case_of(row: Case) -> CaseRow:
    """Return a case's row as others see it."""
    special = ("title", "state", "longitude", "latitude", "timeline")
    same: dict[str, Any] = {name: getattr(row, name) for name in CaseRow.__slots__ if name not in special}
    at = row.location
    return CaseRow(
        title=row.document.title,
        state=row.document.state,
        longitude=at.x if at else None,
        latitude=at.y if at else None,
        timeline=tuple(row.timeline),
        **same,
    )


def passage_of(row: Passage) -> PassageRow:
    """Return a passage's row as it is quoted."""
    return PassageRow(number=row.number, label=row.label, heading=row.heading, text=row.text)


def row_of(row: Document) -> DocumentRow:
    """Return a document's row as others see it."""
    return DocumentRow(**{name: getattr(row, name) for name in DocumentRow.__slots__})


def _rows(rows: Iterable[Document]) -> tuple[DocumentRow, ...]:
    return tuple(row_of(row) for row in rows)
