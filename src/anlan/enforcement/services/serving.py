"""Serving documents, with a receipt; serving the decision moves the case and starts the days for paying."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.enforcement.domain import errors
from anlan.enforcement.domain.facts import DECISIONS
from anlan.enforcement.domain.states import CaseAct, DocumentState
from anlan.enforcement.events import DocumentServed
from anlan.enforcement.models import Service
from anlan.enforcement.selectors.facts import facts_of
from anlan.enforcement.selectors.tables import document_kinds
from anlan.enforcement.services.clocks import count_clocks
from anlan.enforcement.services.documents import checked_image, locked_document
from anlan.enforcement.services.steps import HANDLE, announce, checked_text, move_case, refuse_late
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue

WAYS: Final = ("direct", "left", "post", "entrusted", "electronic", "notice")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewService:
    """How a document reached its receiver; ``witness`` where it was left, ``reason`` where it was late."""

    way: str
    served_at: datetime
    received_by: str
    place: str = ""
    witness: str = ""
    image: bytes = b""
    reason: str = ""


@transaction.atomic
def serve_document(*, document_id: UUID, new: NewService, actor: Actor, now: datetime) -> None:
    """Record that a document was served; once, after its approval, and in time or with a reason."""
    row = locked_document(document_id, actor, HANDLE)
    kind = document_kinds()[row.kind]
    if not kind.is_served or row.state != DocumentState.APPROVED.value or Service.objects.filter(document=row).exists():
        raise errors.ServedAlready
    _check(new, row.approved_at, now)
    refuse_late(f"serve:{row.kind}", facts_of(row.case), new.served_at, row.case, reason=new.reason.strip())
    Service.objects.create(
        document=row,
        way=new.way,
        served_at=new.served_at,
        received_by=checked_text("received_by", new.received_by, most=80),
        place=new.place.strip()[:200],
        witness=new.witness.strip()[:80],
        image=checked_image(new.image) if new.image else None,
        reason=new.reason.strip()[:500],
        by=actor.name,
        recorded_at=now,
    )
    told = {"way": new.way, "received_by": new.received_by, "reason": new.reason.strip()}
    announce(DocumentServed, row.case, actor, now, document_id=row.id, document=row.kind, **told)
    if row.kind in DECISIONS:
        move_case(row.case, CaseAct.SERVE, actor=actor, now=now)
    count_clocks(row.case, actor=actor, now=now)


def _check(new: NewService, approved_at: datetime | None, now: datetime) -> None:
    if new.way not in WAYS:
        raise InvalidValue(field="way", value=new.way[:20], rule="chosen_from_the_list")
    if approved_at is None or not approved_at <= new.served_at <= now:
        raise InvalidValue(field="served_at", value=new.served_at.isoformat(), rule="between_approval_and_now")
    if new.way == "left" and not new.witness.strip():
        raise InvalidValue(field="witness", value="", rule="a_witness_where_it_is_left")
