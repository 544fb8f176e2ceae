"""Questions about partners and what came from them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.protocols.cap12.message import Info
from anlan.protocols.cap12.verdict import judge
from anlan.public_warnings.domain.receiving import ReceivedState
from anlan.public_warnings.domain.worth import Worth
from anlan.public_warnings.models import Partner, PublicWarning, ReceivedMessage, RefusedMessage
from anlan.support import rights

SEE = "public_warnings.see"
_SIZE = 30
_SHOWN_ERRORS = 5
_SAME = (
    "id",
    "region",
    "sender",
    "identifier",
    "sent",
    "message_type",
    "status",
    "scope",
    "headline",
    "event_code",
    "expires",
    "reason",
    "decided_by",
    "decided_at",
    "draft_id",
    "earlier_id",
    "received_at",
    "signature_algorithm",
    "signer",
    "signature_fault",
)
_SAME_OF_PARTNER = (
    "id",
    "name",
    "region",
    "address",
    "poll_minutes",
    "is_paused",
    "must_sign",
    "polled_at",
    "fault",
    "received",
    "last_message_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """A partner and how it stands."""

    id: UUID
    name: str
    region: str
    address: str
    poll_minutes: int
    pushes: bool
    is_paused: bool
    must_sign: bool
    polled_at: datetime | None
    fault: str
    received: int
    refused: int
    last_message_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A partner's message; a list leaves out what came after it and what it says."""

    id: UUID
    partner_name: str
    region: str
    sender: str
    identifier: str
    sent: datetime
    message_type: str
    status: str
    scope: str
    headline: str
    level: Level
    event_code: str
    expires: datetime | None
    state: ReceivedState
    reason: str
    decided_by: str
    decided_at: datetime | None
    draft_id: UUID | None
    earlier_id: UUID | None
    received_at: datetime
    signature: Worth
    signature_algorithm: str
    signer: str
    signature_fault: str
    later: tuple["MessageRow", ...] = ()
    infos: tuple[Info, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """What was refused, and why."""

    id: UUID
    partner_name: str
    came_from: str
    code: str
    errors: tuple[dict[str, Any], ...]
    size: int
    times: int
    first_at: datetime
    last_at: datetime

    @property
    def more(self) -> int:
        """Return how many errors there are beyond the five that a list shows."""
        return max(len(self.errors) - _SHOWN_ERRORS, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFilter:
    """Which messages a list shows."""

    state: str = ""
    partner_id: UUID | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page and how many there are in all."""

    rows: tuple[Any, ...]
    total: int


def partners(actor: Actor) -> tuple[PartnerRow, ...]:
    """Return the partners of the actor's regions, by name."""
    rows = Partner.objects.filter(rights.within(actor, SEE)).annotate(
        received=_count(ReceivedMessage), refusals=_count(RefusedMessage), last_message_at=Max("messages__received_at")
    )
    return tuple(_partner(row) for row in rows.order_by("name", "id"))


def _count(model: Any) -> Coalesce:
    rows = model.objects.filter(partner=OuterRef("pk")).order_by().values("partner")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def partner_row(actor: Actor, partner_id: UUID) -> PartnerRow:
    """Return one partner."""
    found = next((row for row in partners(actor) if row.id == partner_id), None)
    if found is None:
        raise NotFound(what="partner", id=str(partner_id))
    return found


def _partner(row: Any) -> PartnerRow:
    return PartnerRow(
        **{name: getattr(row, name) for name in _SAME_OF_PARTNER}, pushes=bool(row.push_digest), refused=row.refusals
    )


def received(actor: Actor, wanted: MessageFilter, *, page: int = 1, size: int = _SIZE) -> Page:
    """Return the messages that match, newest first."""
    rows = ReceivedMessage.objects.filter(rights.within(actor, SEE))
    if wanted.state in set(ReceivedState):
        rows = rows.filter(state=wanted.state)
    if wanted.partner_id is not None:
        rows = rows.filter(partner_id=wanted.partner_id)
    if wanted.text:
        text = wanted.text
        rows = rows.filter(Q(headline__icontains=text) | Q(identifier__icontains=text) | Q(sender__icontains=text))
    shown = rows.select_related("partner").defer("cap_xml").order_by("-received_at", "-id")
    start = (max(page, 1) - 1) * size
    return Page(tuple(_message(row) for row in shown[start : start + size]), rows.count())


def waiting_count(actor: Actor) -> int:
    """Return how many messages wait for a person."""
    return ReceivedMessage.objects.filter(rights.within(actor, SEE), state=ReceivedState.WAITING.value).count()


def received_message(actor: Actor, message_id: UUID) -> MessageRow:
    """Return one message with what it says and what came after it."""
    rows = ReceivedMessage.objects.filter(rights.within(actor, SEE), id=message_id).select_related("partner")
    row = rows.first()
    if row is None:
        raise NotFound(what="received message", id=str(message_id))
    alert = judge(bytes(row.cap_xml)).alert
    return _message(row, later=_later(row.id), infos=alert.infos if alert else ())


def received_document(actor: Actor, message_id: UUID) -> bytes:
    """Return a message as the bytes that came."""
    rows = ReceivedMessage.objects.filter(rights.within(actor, SEE), id=message_id)
    found = rows.values_list("cap_xml", flat=True).first()
    if found is None:
        raise NotFound(what="received message", id=str(message_id))
    return bytes(found)


def origins_of(actor: Actor, warning_id: UUID) -> tuple[MessageRow, ...]:
    """Return the messages that a warning was drafted from, each with those that came after it."""
    if not PublicWarning.objects.filter(rights.within(actor, SEE), id=warning_id).exists():
        raise NotFound(what="warning", id=str(warning_id))
    rows = ReceivedMessage.objects.filter(draft_id=warning_id).select_related("partner").defer("cap_xml")
    return tuple(_message(row, later=_later(row.id)) for row in rows.order_by("received_at"))


def _later(message_id: UUID) -> tuple[MessageRow, ...]:
    rows = ReceivedMessage.objects.filter(earlier_id=message_id).select_related("partner").defer("cap_xml")
    return tuple(_message(row) for row in rows.order_by("sent", "id"))


def _message(row: Any, *, later: tuple[MessageRow, ...] = (), infos: tuple[Info, ...] = ()) -> MessageRow:
    return MessageRow(
        **{name: getattr(row, name) for name in _SAME},
        partner_name=row.partner.name,
        level=Level(row.level),
        state=ReceivedState(row.state),
        signature=Worth(row.signature),
        later=later,
        infos=infos,
    )


def refused(actor: Actor, *, partner_id: UUID | None = None, code: str = "", page: int = 1) -> Page:
    """Return what was refused, newest first."""
    rows = RefusedMessage.objects.filter(rights.within(actor, SEE))
    if partner_id is not None:
        rows = rows.filter(partner_id=partner_id)
    if code:
        rows = rows.filter(code=code)
    start = (max(page, 1) - 1) * _SIZE
    shown = rows.select_related("partner").defer("beginning").order_by("-last_at", "-id")[start : start + _SIZE]
    return Page(tuple(_refused(row) for row in shown), rows.count())


def refused_codes(actor: Actor) -> tuple[str, ...]:
    """Return the reasons for which anything that the actor may see was refused."""
    rows = RefusedMessage.objects.filter(rights.within(actor, SEE)).order_by("code")
    return tuple(rows.values_list("code", flat=True).distinct())


def _refused(row: Any) -> RefusedRow:
    same = ["id", "came_from", "code", "size", "times", "first_at", "last_at"]
    named = {name: getattr(row, name) for name in same}
    return RefusedRow(**named, partner_name=row.partner.name, errors=tuple(row.errors))
