"""Sending signed reports up and confirming their receipt."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import lies_within
from anlan.reporting.domain.deadlines import Stage
from anlan.reporting.domain.errors import AlreadyReceived, AlreadySentThere, NotAReceiver
from anlan.reporting.domain.reports import ReportAct, ReportState, after, checked
from anlan.reporting.events import ReportReceived, ReportSent
from anlan.reporting.models import Report, ReportVersion, Transmission
from anlan.reporting.papers import paper_of
from anlan.reporting.selectors.receivers import due_receivers
from anlan.reporting.selectors.rules import texts, unit_of
from anlan.reporting.selectors.sheets import sheet_of
from anlan.reporting.services.clocks import meet_clocks
from anlan.reporting.services.reports import announce, current, locked
from anlan.support import rights
from anlan.support.documents import docx_of

_LONGEST_NAME = 80


@transaction.atomic
def send_report(*, report_id: UUID, actor: Actor, now: datetime, to: tuple[str, ...] = ()) -> tuple[UUID, ...]:
    """Send a signed report and return the transmissions' ids; what goes out is frozen with its document.

    Without ``to`` it goes to the next level and wherever a direct report is owed.
    """
    report = locked(report_id, actor)
    rights.require(actor, "reporting.send", report.region)
    report.state = after(ReportState(report.state), ReportAct.SEND).value
    report.sent_at = report.sent_at or now
    report.save()
    version = current(report)
    receivers = to or due_receivers(report)
    return tuple(_send(report, version, receiver, actor, now) for receiver in receivers)


def _send(report: Report, version: ReportVersion, to_region: str, actor: Actor, now: datetime) -> UUID:
    if to_region == report.region or not lies_within(report.region, to_region):
        raise NotAReceiver(region=unit_of(report.region), to=to_region)
    receiver = unit_of(to_region)
    if Transmission.objects.filter(report=report, version=version.number, to_region=to_region).exists():
        raise AlreadySentThere(to=receiver)
    sheet = sheet_of(report, version, receiver, now)
    document = docx_of(paper_of(sheet, texts()))
    row = Transmission.objects.create(
        report=report,
        version=version.number,
        region=report.region,
        to_region=to_region,
        sender=sheet.sender,
        receiver=receiver,
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
    announce(ReportSent, report, actor, now, transmission_id=row.id, to_region=to_region, digest=row.digest)
    meet_clocks(row, incident_id=report.incident_id, stage=Stage(report.stage), actor=actor, now=now)
    return row.id


@transaction.atomic
def receive_report(*, transmission_id: UUID, actor: Actor, now: datetime) -> None:
    """Confirm the receipt, as the level that the report went to."""
    row = _sent(transmission_id, actor)
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
    event = {"transmission_id": row.id, "to_region": row.to_region, "received_by": received_by}
    announce(ReportReceived, row.report, actor, now, **event)
