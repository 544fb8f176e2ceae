"""Sending signed reports up and confirming their receipt."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.reporting.domain.deadlines import Stage
from anlan.reporting.domain.errors import AlreadyReceived, AlreadySentThere, NotAReceiver, SkipWithoutReason
from anlan.reporting.domain.parties import Receiver, Way, may_receive_of, receiver_named, way_to
from anlan.reporting.domain.reports import ReportAct, ReportState, after, checked
from anlan.reporting.events import ReportRead, ReportReceived, ReportSent
from anlan.reporting.models import Report, ReportReading, ReportVersion, Transmission
from anlan.reporting.papers import paper_of
from anlan.reporting.selectors.receivers import due_receivers, sent_to
from anlan.reporting.selectors.rules import body_name, texts, unit_of
from anlan.reporting.selectors.sheets import sheet_of
from anlan.reporting.services.clocks import meet_clocks
from anlan.reporting.services.reports import announce, current, locked
from anlan.support import rights
from anlan.support.documents import docx_of

_LONGEST_NAME = 80
_LONGEST_REASON = 300


@transaction.atomic
def send_report(
    *, report_id: UUID, actor: Actor, now: datetime, to: tuple[str, ...] = (), reason: str = ""
) -> tuple[UUID, ...]:
    """Send a signed report and return the transmissions' ids; what goes out is frozen with its document.

    Without ``to`` it goes to the next level and wherever a report is owed. ``to`` names receivers by their keys. Past
    the next level it goes by a rule or for a ``reason``.
    """
    report = locked(report_id, actor)
    rights.require(actor, "reporting.send", report.region)
    report.state = after(ReportState(report.state), ReportAct.SEND).value
    report.sent_at = report.sent_at or now
    report.save()
    due = due_receivers(report)
    receivers = tuple(receiver_named(key) for key in to) or tuple(due)
    others = sent_to(report) | frozenset(receivers)
    routes = [_route(report, receiver, others, due.get(receiver, ""), reason) for receiver in receivers]
    version = current(report)
    return tuple(_send(report, version, route, actor, now) for route in routes)


@dataclass(frozen=True, slots=True)
class _Route:
    receiver: Receiver
    way: Way
    reason: str


def _route(report: Report, receiver: Receiver, others: frozenset[Receiver], source: str, reason: str) -> _Route:
    """Return how a report goes to one receiver; past the next level it wants a rule or a reason."""
    if not may_receive_of(report.region, receiver):
        raise NotAReceiver(region=unit_of(report.region), to=body_name(receiver.region, receiver.party))
    way = way_to(report.region, receiver, others)
    because = source or reason.strip()[:_LONGEST_REASON]
    if way is Way.ORDINARY:
        return _Route(receiver, way, "")
    if not because:
        raise SkipWithoutReason(to=body_name(receiver.region, receiver.party))
    return _Route(receiver, way, because)


def _send(report: Report, version: ReportVersion, route: _Route, actor: Actor, now: datetime) -> UUID:
    to = route.receiver
    name = body_name(to.region, to.party)
    if Transmission.objects.filter(
        report=report, version=version.number, to_region=to.region, to_party=to.party
    ).exists():
        raise AlreadySentThere(to=name)
    sheet = sheet_of(report, version, name, now)
    document = docx_of(paper_of(sheet, texts()))
    row = Transmission.objects.create(
        report=report,
        version=version.number,
        region=report.region,
        to_region=to.region,
        to_party=to.party,
        way=route.way.value,
        way_reason=route.reason,
        sender=sheet.sender,
        receiver=name,
        is_exercise=report.is_exercise,
        title=version.title,
        body=version.body,
        figures=version.figures,
        signed_by=report.signed_by,
        signed_at=report.signed_at,
        sent_by=actor.name,
        sent_at=now,
        document=document,
        document_name=texts()["paper"]["file"].format(unit=sheet.sender, title=version.title[:_LONGEST_NAME]),
        digest=hashlib.new("sm3", document).hexdigest(),
    )
    where = {"to_region": to.region, "to_party": to.party, "way": row.way, "way_reason": row.way_reason}
    announce(ReportSent, report, actor, now, transmission_id=row.id, digest=row.digest, **where)
    meet_clocks(row, incident_id=report.incident_id, stage=Stage(report.stage), actor=actor, now=now)
    return row.id


@transaction.atomic
def receive_report(*, transmission_id: UUID, actor: Actor, now: datetime) -> None:
    """Confirm the receipt, as the level that the report went to."""
    row = _sent(transmission_id, actor)
    if row.to_party:
        raise NotAllowed(right="reporting.receive", region=row.to_region)
    rights.require(actor, "reporting.receive", row.to_region)
    _receive(row, actor.name, "", actor, now)


@transaction.atomic
def record_receipt(*, transmission_id: UUID, receiver: str, note: str, actor: Actor, now: datetime) -> None:
    """Write down who at the receiving level confirmed the receipt by telephone, where it has no account here."""
    row = _sent(transmission_id, actor)
    rights.require(actor, "reporting.send", row.region)
    _receive(row, checked("receiver", receiver, _LONGEST_NAME), checked("note", note, 200), actor, now)


def _sent(transmission_id: UUID, actor: Actor) -> Transmission:
    row = Transmission.objects.select_for_update().filter(id=transmission_id).first()
    if row is None:
        raise NotFound(what="report")
    rights.require_visible(actor, "reporting.see", row.region, what="report")
    return row


def _receive(row: Transmission, received_by: str, note: str, actor: Actor, now: datetime) -> None:
    if row.received_at is not None:
        raise AlreadyReceived(by=row.received_by)
    row.received_by, row.received_at, row.receipt_note = received_by, now, note
    row.save(update_fields=["received_by", "received_at", "receipt_note"])
    event = {
        "transmission_id": row.id,
        "to_region": row.to_region,
        "to_party": row.to_party,
        "received_by": received_by,
    }
    announce(ReportReceived, row.report, actor, now, **event)


@transaction.atomic
def note_reading(*, report_id: UUID, actor: Actor, now: datetime) -> int:
    """Keep that somebody of a receiving level opened the report, once a person and transmission; return how many."""
    rows = Transmission.objects.filter(report_id=report_id, to_party="").select_related("report").defer("document")
    read = 0
    for row in rows:
        if not rights.may(actor, "reporting.receive", row.to_region) or actor.is_system:
            continue
        reading = {"reader": actor.name, "read_at": now}
        _row, is_new = ReportReading.objects.get_or_create(transmission=row, reader_id=actor.id, defaults=reading)
        if is_new:
            event = {"transmission_id": row.id, "to_region": row.to_region, "reader": actor.name}
            announce(ReportRead, row.report, actor, now, **event)
            read += 1
    return read
