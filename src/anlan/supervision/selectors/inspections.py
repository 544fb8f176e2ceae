"""Questions about inspections."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.supervision.domain.states import TO_RECHECK, InspectionState
from anlan.supervision.models import Evidence, Going, Inspection, Paper
from anlan.support import rights
from anlan.support.rows import Rows

SEE: Final = "supervision.see"
SORTS: Final = {
    "day": ("-planned_for", "-id"),
    "object": ("object_name", "id"),
    "findings": ("-findings_count", "-id"),
    "recheck": ("recheck_by", "id"),
    "publish": ("publish_by", "id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFilter:
    """Which inspections are wanted; empty fields want all. ``due`` is ``recheck`` or ``publish``."""

    state: str = ""
    kind: str = ""
    region: str = ""
    department: str = ""
    text: str = ""
    due: str = ""
    officer_id: UUID | None = None
    object_id: UUID | None = None
    draw_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goer:
    """An officer who goes."""

    id: UUID
    name: str
    department: str
    certificate: str
    valid_until: date
    person_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRow:
    """An inspection as lists and other rooms see it."""

    id: UUID
    kind: str
    state: str
    region: str
    department: str
    partners: tuple[str, ...]
    object_kind: str
    object_id: UUID
    object_name: str
    trade: str
    planned_for: date
    officers: tuple[Goer, ...]
    findings: int
    recorded_at: datetime | None
    rectify_by: date | None
    recheck_by: date | None
    publish_by: date | None
    published_at: datetime | None
    public_text: str
    draw_id: UUID | None
    source_id: UUID | None
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """What was found wrong."""

    id: UUID
    item: str
    text: str
    basis: str
    rectify_by: date
    danger_id: UUID | None
    is_fixed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A paper without its file."""

    id: UUID
    kind: str
    number: str
    digest: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A file of the record, or of a re-inspection."""

    id: UUID
    recheck_id: UUID | None
    kind: str
    item: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFile:
    """All of one inspection: its list, record, findings, papers, files and re-inspections."""

    row: InspectionRow
    items: tuple[Mapping[str, Any], ...]
    list_edition: str
    scheme: str
    planned_by: str
    planned_at: datetime
    longitude: float | None
    latitude: float | None
    reason: str
    record: Any
    findings: tuple[FindingRow, ...]
    papers: tuple[PaperRow, ...]
    evidence: tuple[EvidenceRow, ...]
    rechecks: tuple[Any, ...]


def inspections(actor: Actor, wanted: InspectionFilter) -> Rows[InspectionRow]:
    """Return the inspections that the actor may see and ``wanted`` fits."""
    return Rows(_chosen(actor, wanted).order_by(*SORTS.get(wanted.sort, SORTS["day"])), rows_of)


def inspection(actor: Actor, inspection_id: UUID) -> InspectionFile:
    """Return one inspection whole, or refuse as if there were none."""
    row = _visible(actor, inspection_id)
    record = getattr(row, "record", None)
    return InspectionFile(
        row=rows_of([row])[0],
        items=tuple(row.items),
        list_edition=row.list_edition,
        scheme=row.scheme,
        planned_by=row.planned_by,
        planned_at=row.planned_at,
        longitude=row.object_location.x if row.object_location else None,
        latitude=row.object_location.y if row.object_location else None,
        reason=row.reason,
        record=record,
        findings=tuple(FindingRow(**_fields(each, FindingRow)) for each in row.findings.all()),
        papers=tuple(PaperRow(**_fields(each, PaperRow)) for each in row.papers.defer("document")),
        evidence=tuple(EvidenceRow(**_fields(each, EvidenceRow)) for each in row.evidence.all()),
        rechecks=tuple(row.rechecks.all()),
    )


def inspections_of(object_ids: Iterable[UUID]) -> dict[UUID, tuple[InspectionRow, ...]]:
    """Return the inspections of some objects, the newest first; the caller has checked that the reader may see them."""
    found: dict[UUID, list[InspectionRow]] = {}
    for row in rows_of(list(Inspection.objects.filter(object_id__in=list(object_ids)).order_by("-planned_for", "-id"))):
        found.setdefault(row.object_id, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def inspection_counts(actor: Actor, wanted: InspectionFilter) -> dict[str, int]:
    """Return how many inspections there are in each state."""
    return dict(_chosen(actor, wanted).order_by().values_list("state").annotate(count=Count("id")))


def paper(actor: Actor, paper_id: UUID) -> tuple[bytes, str]:
    """Return a paper's Word file as it was frozen, and its number."""
    row = Paper.objects.select_related("inspection").filter(id=paper_id).first()
    if row is None:
        raise NotFound(what="paper")
    rights.require_visible(actor, SEE, row.inspection.region, what="paper")
    return bytes(row.document), row.number


def evidence(actor: Actor, evidence_id: UUID) -> tuple[bytes, str]:
    """Return a file of a record and its media type."""
    row = Evidence.objects.select_related("inspection").filter(id=evidence_id).first()
    if row is None:
        raise NotFound(what="evidence")
    rights.require_visible(actor, SEE, row.inspection.region, what="evidence")
    with row.file.open("rb") as file:
        return file.read(), row.media_type


def own_visits(actor: Actor, today: date, *, limit: int = 60) -> tuple[InspectionRow, ...]:
    """Return what the phone shows: planned visits where the actor inspects, those of the own person first."""
    rows = Inspection.objects.filter(
        rights.within(actor, "supervision.inspect"), state=InspectionState.PLANNED.value
    ).order_by("planned_for", "id")
    found = rows_of(list(rows[:limit]))
    return tuple(sorted(found, key=lambda row: (not _is_own(row, actor), row.planned_for > today, row.planned_for)))


def _is_own(row: InspectionRow, actor: Actor) -> bool:
    return actor.person_id is not None and any(each.person_id == actor.person_id for each in row.officers)


def _visible(actor: Actor, inspection_id: UUID) -> Inspection:
    row = Inspection.objects.select_related("record").filter(id=inspection_id).first()
    if row is None:
        raise NotFound(what="inspection")
    rights.require_visible(actor, SEE, row.region, what="inspection")
    return row


def _chosen(actor: Actor, wanted: InspectionFilter) -> QuerySet[Inspection]:
    rows = Inspection.objects.filter(rights.within(actor, SEE))
    exact = {name: getattr(wanted, name) for name in ("state", "kind", "department", "object_id", "draw_id")}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.text:
        rows = rows.filter(object_name__contains=wanted.text)
    if wanted.officer_id:
        rows = rows.filter(goings__officer_id=wanted.officer_id)
    if wanted.since:
        rows = rows.filter(planned_for__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(planned_for__lte=wanted.until)
    return _due(rows, wanted.due)


def _due(rows: QuerySet[Inspection], due: str) -> QuerySet[Inspection]:
    if due == "recheck":
        return rows.filter(state__in=[each.value for each in TO_RECHECK])
    if due == "publish":
        return rows.filter(publish_by__isnull=False, published_at__isnull=True)
    return rows


def rows_of(rows: Sequence[Inspection]) -> tuple[InspectionRow, ...]:
    """Return inspections as others see them, with who goes in one more question."""
    going: dict[UUID, list[Goer]] = {}
    asked = Going.objects.filter(inspection__in=[row.id for row in rows]).order_by("inspection_id", "position")
    for each in asked.select_related("officer"):
        going.setdefault(each.inspection_id, []).append(Goer(**_fields(each.officer, Goer)))
    named = {"officers", "findings", "partners"}
    return tuple(
        InspectionRow(
            **_fields(row, InspectionRow, named),
            officers=tuple(going.get(row.id, ())),
            findings=row.findings_count,
            partners=tuple(row.partners),
        )
        for row in rows
    )


def _fields(row: Any, kind: Any, without: Iterable[str] = ()) -> dict[str, Any]:
    return {name: getattr(row, name) for name in kind.__dataclass_fields__ if name not in set(without)}


def published(*, limit: int = 200, text: str = "") -> tuple[InspectionRow, ...]:
    """Return what anybody may read: published results, the newest first."""
    rows = Inspection.objects.filter(published_at__isnull=False)
    if text:
        rows = rows.filter(object_name__contains=text)
    return rows_of(list(rows.order_by(F("published_at").desc(), "-id")[:limit]))
