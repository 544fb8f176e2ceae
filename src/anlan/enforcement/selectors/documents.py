"""A case's documents as pages show them, and which can be entered now."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from anlan.enforcement.domain.kinds import Kind, missing_before, refuse_document
from anlan.enforcement.domain.states import DocumentState
from anlan.enforcement.models import Case, Document
from anlan.enforcement.selectors.cases import case_seen
from anlan.enforcement.selectors.facts import documents_of, facts_of, kind_name, owed_of
from anlan.enforcement.selectors.papers import laid_out, number_of
from anlan.enforcement.selectors.tables import amounts, document_kinds, fields, paper_words
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import AnlanError, NotFound
from anlan.support import rights
from anlan.support.documents import docx_of

_RIGHTS = {"leader": "enforcement.approve", "legal": "enforcement.review"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """A signature under a document."""

    part: str
    part_name: str
    name: str
    certificate: str
    refused: bool
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document with its number, its signatures and its service; ``may_*`` tell what the reader may do."""

    id: UUID
    case_id: UUID
    kind: Kind
    state: str
    content: tuple[tuple[str, str, str, str], ...]
    number: str
    author: str
    drafted_at: datetime
    approved_by: str
    approved_at: datetime | None
    note: str
    digest: str
    signatures: tuple[SignatureRow, ...]
    served_at: datetime | None
    served_way: str
    received_by: str
    may_edit: bool
    may_approve: bool
    may_serve: bool

    @property
    def id_text(self) -> str:
        """Return the id as a text, for names of dialogs."""
        return str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A kind of document that a case of this procedure knows: ``refusal`` says why it cannot be entered now."""

    kind: Kind
    missing: str
    refusal: AnlanError | None


def documents(actor: Actor, case_id: UUID) -> tuple[DocumentRow, ...]:
    """Return a case's documents in order of time."""
    case = case_seen(actor, case_id)
    rows = case.documents.select_related("service").prefetch_related("signatures").defer("file")
    return tuple(_row(row, case, actor) for row in rows)


def document(actor: Actor, document_id: UUID) -> DocumentRow:
    """Return one document, or refuse as if there were none."""
    row, case = _one(actor, document_id)
    return _row(row, case, actor)


def document_file(actor: Actor, document_id: UUID) -> tuple[bytes, str]:
    """Return the Word file with its name: as frozen, or as the draft stands."""
    row, case = _one(actor, document_id)
    kind = document_kinds()[row.kind]
    name = paper_words()["paper"]["file"].format(number=number_of(row), name=kind.name)
    return bytes(row.file) if row.file is not None else docx_of(laid_out(row, kind, case)), name


def document_preview(actor: Actor, document_id: UUID) -> Any:
    """Return a document as paper, for the page."""
    row, case = _one(actor, document_id)
    return laid_out(row, document_kinds()[row.kind], case)


def choices(actor: Actor, case_id: UUID) -> tuple[Choice, ...]:
    """Return the kinds that a case of this procedure and party knows, those that can be entered now first."""
    case = case_seen(actor, case_id)
    facts, kinds, found = facts_of(case), document_kinds(), []
    for kind in kinds.values():
        if kind.is_made or kind.procedure not in ("", case.procedure) or kind.party not in ("", case.party_kind):
            continue
        if not rights.may(actor, "enforcement.review" if kind.key == "review" else "enforcement.handle", case.region):
            continue
        refusal = None
        try:
            refuse_document(kind, facts, kinds, amounts())
        except AnlanError as error:
            refusal = error
        names = [" / ".join(kind_name(key) for key in each.split("|")) for each in missing_before(kind, facts)]
        found.append(Choice(kind=kind, missing="; ".join(names), refusal=refusal))
    return tuple(sorted(found, key=lambda each: each.refusal is not None))


def beginnings(actor: Actor, case_id: UUID, kind_key: str, now: datetime) -> list[tuple[str, str, str, str]]:
    """Return what a new document begins with: (field, name, sort, value) of everything it must contain."""
    case = case_seen(actor, case_id)
    kind = document_kinds().get(kind_key)
    if kind is None or kind.is_made:
        raise NotFound(what="document_kind")
    known, given = fields()["fields"], _given(case, in_china(now).date())
    found = []
    for name in kind.needs:
        one = known[name]
        found.append((name, one["name"], one["sort"], given.get(one.get("from"), "")))
    return found


def _given(case: Case, today: date) -> dict[str | None, str]:
    rows = documents_of(case)
    owed, words = owed_of(case, rows, today), paper_words()
    reports = [row.content["facts"] for row in rows if row.kind == "34"]
    return {
        "party_address": case.party_address,
        "party_person": case.party_person or case.party_name,
        "clue": reports[-1] if reports else case.clue,
        "basis": case.penalty.get("basis", ""),
        "appeal": words["appeal"]["text"],
        "owed": words["owed"]["text"].format(fine=owed.fine, surcharge=owed.surcharge),
    }


def _one(actor: Actor, document_id: UUID) -> tuple[Document, Case]:
    row = Document.objects.select_related("service").filter(id=document_id).first()
    if row is None:
        raise NotFound(what="case_document")
    return row, case_seen(actor, row.case_id)


def _row(row: Document, case: Case, actor: Actor) -> DocumentRow:
    kind, known = document_kinds()[row.kind], fields()["fields"]
    service, parts = getattr(row, "service", None), paper_words()["parts"]
    writes = rights.may(actor, "enforcement.review" if row.kind == "review" else "enforcement.handle", case.region)
    signatures = tuple(
        SignatureRow(
            part=each.part,
            part_name=parts[each.part],
            name=each.name,
            certificate=each.certificate,
            refused=each.refused,
            note=each.note,
            at=each.at,
        )
        for each in row.signatures.all()
    )
    is_own = actor.id == row.author_id or any(each.signer_id == actor.id for each in row.signatures.all())
    approves = bool(kind.approver) and rights.may(actor, _RIGHTS[kind.approver or "leader"], case.region)
    return DocumentRow(
        id=row.id,
        case_id=case.id,
        kind=kind,
        state=row.state,
        content=tuple(
            (name, known[name]["name"], known[name]["sort"], row.content.get(name, "")) for name in kind.needs
        ),
        number=number_of(row),
        author=row.author,
        drafted_at=row.drafted_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        note=row.note,
        digest=row.digest,
        signatures=signatures,
        served_at=service.served_at if service else None,
        served_way=paper_words()["ways"][service.way] if service else "",
        received_by=service.received_by if service else "",
        may_edit=writes and row.state == DocumentState.DRAFT.value,
        may_approve=approves and not is_own and row.state == DocumentState.SUBMITTED.value,
        may_serve=writes and kind.is_served and service is None and row.state == DocumentState.APPROVED.value,
    )
