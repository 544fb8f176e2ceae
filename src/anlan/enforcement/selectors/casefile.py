"""A case's file as one PDF: cover, inner list with page numbers, documents in order of time, receipts, evidence."""

from datetime import datetime
from uuid import UUID

from anlan.enforcement.domain.facts import DECISIONS
from anlan.enforcement.domain.states import DocumentState
from anlan.enforcement.models import Case, Document
from anlan.enforcement.selectors.cases import case_seen
from anlan.enforcement.selectors.papers import (
    anchor_of,
    contents_of,
    cover_of,
    evidence_of,
    laid_out,
    number_of,
    receipt_of,
)
from anlan.enforcement.selectors.tables import document_kinds, paper_words
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support.documents import OfficialDocument, docx_of_several, pdf_of


def case_file_pdf(actor: Actor, case_id: UUID, now: datetime) -> tuple[bytes, str]:
    """Return the whole file of a case as one PDF, with its name."""
    case = case_seen(actor, case_id)
    name = paper_words()["casefile"]["file"].format(title=case.title)
    return pdf_of(docx_of_several(case_file(case, now))), name


def case_file(case: Case, now: datetime) -> list[OfficialDocument]:
    """Return the parts of a case's file, in their order."""
    words = paper_words()
    rows = list(
        case.documents.filter(state=DocumentState.APPROVED.value)
        .select_related("service")
        .prefetch_related("signatures")
        .order_by("approved_at", "id")
    )
    parts, entries = [], []
    for row in rows:
        kind, day = document_kinds()[row.kind], _day(row.approved_at)
        parts.append(laid_out(row, kind, case))
        entries.append((kind.name, number_of(row), day, anchor_of(row)))
        if hasattr(row, "service"):
            parts.append(receipt_of(row, row.service, case))
            entries.append((words["receipt"]["title"], number_of(row), _day(row.service.served_at), f"s{row.id.hex}"))
    pictures = list(case.evidence.all())
    if pictures:
        parts.append(evidence_of(pictures))
        entries.append((words["casefile"]["evidence_title"], "", _day(pictures[0].taken_at), "evidence"))
    return [cover_of(case, _cover(case, rows, len(entries), now), now), contents_of(entries), *parts]


def _cover(case: Case, rows: list[Document], parts: int, now: datetime) -> dict[str, str]:
    form = paper_words()["casefile"]
    names = form["cover_rows"]
    filing = next((row for row in rows if row.kind == "file"), None)
    decision = next((row for row in rows if row.kind in DECISIONS), None)
    outcome = decision.content["penalty"] if decision else (document_kinds()[rows[-1].kind].name if rows else "")
    values = (
        case.title,
        number_of(filing) if filing else "",
        case.penalty.get("violation_name", case.title),
        case.party_name,
        form["comma"].join(each["name"] for each in case.officers),
        _day(filing.approved_at) if filing else "",
        _day(case.closed_at),
        outcome,
        form["pages"].format(n=parts),
        form["years"].format(years=case.keep_years) if case.keep_years else "",
        _day(now),
    )
    return dict(zip(names, values, strict=True))


def _day(at: datetime | None) -> str:
    return in_china(at).strftime("%Y-%m-%d") if at else ""
