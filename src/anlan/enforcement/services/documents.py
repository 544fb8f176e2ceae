"""Documents of a case: drafting, editing, signing, submitting, returning, discarding."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.enforcement.domain import errors
from anlan.enforcement.domain.facts import CaseFacts
from anlan.enforcement.domain.kinds import Kind, refuse_document
from anlan.enforcement.domain.states import DocumentAct, DocumentState, document_after
from anlan.enforcement.events import DocumentStepped
from anlan.enforcement.models import Case, Document, Signature
from anlan.enforcement.selectors.facts import facts_of, instalments_of
from anlan.enforcement.selectors.tables import amounts, document_kinds, fields, paper_words
from anlan.enforcement.services.steps import HANDLE, announce, checked_text, locked_case, refuse_late
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import locks
from anlan.support.pictures import picture_of

_OFFICERS: Final = 2
_LARGEST_SIGNATURE: Final = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSignature:
    """A signature on screen; a party that refuses to sign is recorded with a ``note`` instead of an image."""

    part: str
    name: str
    image: bytes = b""
    refused: bool = False
    note: str = ""


@transaction.atomic
def draft_document(
    *, case_id: UUID, kind: str, content: Mapping[str, str], actor: Actor, now: datetime, token: UUID | None = None
) -> UUID:
    """Enter a document: what must hold when it takes effect must hold already; the same token counts once."""
    case = locked_case(case_id, actor, right_to_write(kind))
    if token is not None:
        locks.hold(f"enforcement:document:{token}")
        same = Document.objects.filter(token=token).first()
        if same is not None:
            return same.id
    known = known_kind(kind)
    filled = checked_content(known, content)
    judge(known, case, filled, now)
    row = Document.objects.create(
        case=case,
        kind=kind,
        state=DocumentState.DRAFT.value,
        content=filled,
        author_id=actor.id,
        author=actor.name,
        drafted_at=now,
        token=token,
    )
    told(row, "draft", actor=actor, now=now)
    return row.id


@transaction.atomic
def edit_document(*, document_id: UUID, content: Mapping[str, str], actor: Actor, now: datetime) -> None:
    """Change what a draft says; signatures under the former text fall away."""
    row = locked_document(document_id, actor)
    row.state = document_after(DocumentState(row.state), DocumentAct.EDIT).value
    row.content = checked_content(document_kinds()[row.kind], content)
    row.author_id, row.author = actor.id, actor.name
    row.save()
    row.signatures.all().delete()
    told(row, "edit", actor=actor, now=now)


@transaction.atomic
def sign_document(*, document_id: UUID, new: NewSignature, actor: Actor, now: datetime) -> None:
    """Put a signature under a draft; an officer is one of the case's, each signs once."""
    row = locked_document(document_id, actor)
    document_after(DocumentState(row.state), DocumentAct.EDIT)
    if new.part not in document_kinds()[row.kind].signs:
        raise InvalidValue(field="part", value=new.part[:20], rule="chosen_from_the_list")
    officers = {each["name"]: each["certificate"] for each in row.case.officers}
    name = checked_text("name", new.name, most=80)
    if new.part == "officers" and name not in officers:
        raise InvalidValue(field="name", value=name, rule="an_officer_of_the_case")
    is_refusal = new.refused and new.part == "party"
    image = b"" if is_refusal else checked_image(new.image)
    row.signatures.filter(part=new.part, name=name).delete()
    Signature.objects.create(
        document=row,
        part=new.part,
        signer_id=actor.id,
        name=name,
        certificate=officers.get(name, "") if new.part == "officers" else "",
        refused=is_refusal,
        note=checked_text("note", new.note, most=200) if is_refusal else "",
        image=image or None,
        at=now,
    )
    told(row, "sign", actor=actor, now=now, text=name)


@transaction.atomic
def discard_document(*, document_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Put a draft aside with a reason: it holds nothing up any more and never takes effect."""
    row = locked_document(document_id, actor)
    row.state = document_after(DocumentState(row.state), DocumentAct.DISCARD).value
    row.note = checked_text("reason", reason)
    row.save()
    told(row, "discard", actor=actor, now=now, text=row.note)


def locked_document(document_id: UUID, actor: Actor, right: str = "") -> Document:
    """Return a document with its case locked, for somebody who may write it or holds ``right``."""
    known = Document.objects.filter(id=document_id).values_list("case_id", "kind").first()
    if known is None:
        raise NotFound(what="case_document")
    case = locked_case(known[0], actor, right or right_to_write(known[1]))
    row = Document.objects.select_for_update().get(id=document_id)
    row.case = case
    return row


def right_to_write(kind: str) -> str:
    """Return who writes a kind of document: officers, and the reviewers their review."""
    return "enforcement.review" if kind == "review" else HANDLE


def known_kind(key: str) -> Kind:
    """Return a kind that people write, or refuse."""
    kind = document_kinds().get(key)
    if kind is None or kind.is_made:
        raise InvalidValue(field="kind", value=key[:20], rule="chosen_from_the_list")
    return kind


def judge(
    kind: Kind, case: Case, content: Mapping[str, Any], now: datetime, *, row: Document | None = None, reason: str = ""
) -> CaseFacts:
    """Refuse a document whose prerequisites or limits do not hold now; a draft (no ``row``) needs no reason yet."""
    facts = facts_of(case, without=row.id if row else None)
    refuse_document(kind, facts, document_kinds(), amounts())
    dated = facts.with_facts({f"content:{name}": at for name in kind.needs if (at := _moment(name, content))})
    refuse_late(kind.key, dated, now, case, reason=reason, is_draft=row is None)
    plan = instalments_of(content["instalments"]) if "instalments" in kind.needs else ()
    if plan and sum(each.amount for each in plan) != case.fine:
        raise InvalidValue(field="instalments", value=str(case.fine), rule="together_the_fine")
    return facts


def refuse_unsigned(row: Document, kind: Kind) -> None:
    """Refuse a document whose signatures are not complete."""
    parts = paper_words()["parts"]
    signed = [each.part for each in row.signatures.all()]
    enough = {"officers": _OFFICERS, "party": 1}
    missing = [parts[part] for part in kind.signs if signed.count(part) < enough[part]]
    if missing:
        raise errors.SignaturesMissing(names="; ".join(missing))


def told(row: Document, act: str, *, actor: Actor, now: datetime, text: str = "") -> None:
    """Tell the journal of a step of a document."""
    announce(DocumentStepped, row.case, actor, now, document_id=row.id, document=row.kind, act=act, text=text)


def checked_image(image: bytes) -> bytes:
    """Return a signature's picture, or refuse what is none."""
    picture = picture_of(image) if len(image) <= _LARGEST_SIGNATURE else None
    if picture is None or picture.ending != "png":
        raise InvalidValue(field="signature", value="", rule="a_signature_on_the_screen")
    return image


def checked_content(kind: Kind, content: Mapping[str, str]) -> dict[str, str]:
    """Return what a kind must contain, each by its sort, or refuse what is missing or wrong."""
    known, filled = fields()["fields"], {name: content.get(name, "").strip() for name in kind.needs}
    missing = [known[name]["name"] for name, value in filled.items() if not value]
    if missing:
        raise errors.FieldMissing(names="; ".join(missing))
    for name, value in filled.items():
        _check_field(name, known[name]["sort"], value)
    return filled


def _check_field(name: str, sort: str, value: str) -> None:
    longest = fields()["longest"].get(sort)
    if longest and len(value) > longest:
        raise InvalidValue(field=name, value=value[:40], rule=f"1_to_{longest}_characters")
    if sort in ("date", "moment") and _moment(name, {name: value}) is None:
        raise InvalidValue(field=name, value=value[:40], rule="a_moment" if sort == "moment" else "a_day")
    if sort == "days":
        low, high = fields()["days"][name]
        if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
            raise InvalidValue(field=name, value=value[:40], rule=f"{low}_to_{high}")
    if sort == "money_rows" and not _is_plan(value):
        raise InvalidValue(field=name, value=value[:40], rule="day_and_amount_each_line")


def _moment(name: str, content: Mapping[str, Any]) -> datetime | None:
    """Return a dated field as an instant in China; a day counts as its noon."""
    sort = fields()["fields"][name]["sort"]
    if sort not in ("date", "moment"):
        return None
    try:
        at = datetime.fromisoformat(content[name])
    except (ValueError, KeyError):
        return None
    zone = in_china(datetime.fromtimestamp(0).astimezone()).tzinfo
    return at.replace(hour=12, tzinfo=zone) if sort == "date" else at.replace(tzinfo=at.tzinfo or zone)


def _is_plan(text: str) -> bool:
    try:
        rows = [line.split() for line in text.splitlines() if line.strip()]
        return bool(rows) and all(date.fromisoformat(day) and Decimal(amount) > 0 for day, amount in rows)
    except (ValueError, InvalidOperation):
        return False
