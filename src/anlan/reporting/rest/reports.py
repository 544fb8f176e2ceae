"""The API of reports and their clocks."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.reporting import api
from anlan.web.auth import signed_in_api
from anlan.web.files import word_file

router = Router(auth=signed_in_api)


class DraftIn(Schema):
    """Which report to draft: first, followup or verified."""

    stage: api.Stage


class TextIn(Schema):
    """The text of a draft."""

    title: str
    body: str
    explanation: str | None = None


class ReasonIn(Schema):
    """Why."""

    reason: str


class SendIn(Schema):
    """To which regions or parties ("513433/government"), "" the ministry; left out, wherever a report is owed.

    Past the next level, where no rule asks for it, ``reason`` says why.
    """

    to: list[str] = []
    reason: str = ""


class ExplanationIn(Schema):
    """Why figures jumped since the last report."""

    explanation: str


class TraitIn(Schema):
    """Why an incident is reported whatever its grade: foreigners, military or sensitive."""

    trait: str
    note: str


class ReceiptIn(Schema):
    """Who confirmed by telephone, and how it is known."""

    receiver: str
    note: str


@router.get("/report-clocks")
def list_owed_clocks(request: HttpRequest) -> Any:
    """List the clocks that still want a report, the nearest end first."""
    return {"clocks": [asdict(row) for row in api.owed_clocks(request.actor)]}


@router.get("/incidents/{uuid:incident_id}/report-clocks")
def list_clocks(request: HttpRequest, incident_id: UUID) -> Any:
    """List all clocks of an incident with their evidence."""
    return {"clocks": [asdict(row) for row in api.clocks_of(request.actor, incident_id)]}


@router.post("/incidents/{uuid:incident_id}/stable")
def declare_stable(request: HttpRequest, incident_id: UUID) -> Any:
    """Find the situation stable: daily reports end, the verified report becomes due."""
    started = api.declare_stable(incident_id=incident_id, actor=request.actor, now=clock.now())
    return {"started": list(started)}


@router.get("/incidents/{uuid:incident_id}/reports")
def list_reports(request: HttpRequest, incident_id: UUID, page: int = 1) -> Any:
    """List an incident's reports, the newest first."""
    found = api.reports(request.actor, api.ReportFilter(incident_id=incident_id), page=page)
    return {"total": found.total, "reports": [asdict(row) for row in found.rows]}


@router.post("/incidents/{uuid:incident_id}/reports", response={201: dict})
def draft_report(request: HttpRequest, incident_id: UUID, body: DraftIn) -> Any:
    """Draft a report from the facts; an open draft of the stage is returned as it is."""
    act = {"stage": body.stage, "actor": request.actor, "now": clock.now()}
    return Status(201, {"id": api.draft_report(incident_id=incident_id, **act)})


@router.get("/reports/{uuid:report_id}")
def read_report(request: HttpRequest, report_id: UUID) -> Any:
    """Read one report with its versions and transmissions."""
    return asdict(api.report(request.actor, report_id))


@router.put("/reports/{uuid:report_id}")
def edit_report(request: HttpRequest, report_id: UUID, body: TextIn) -> Any:
    """Change the text of a draft."""
    api.edit_report(report_id=report_id, **body.dict(), actor=request.actor, now=clock.now())
    return {"state": api.ReportState.DRAFT}


@router.post("/reports/{uuid:report_id}/refresh")
def refresh_report(request: HttpRequest, report_id: UUID) -> Any:
    """Write a draft anew from the facts."""
    api.refresh_report(report_id=report_id, actor=request.actor, now=clock.now())
    return {"state": api.ReportState.DRAFT}


@router.put("/reports/{uuid:report_id}/explanation")
def explain_jumps(request: HttpRequest, report_id: UUID, body: ExplanationIn) -> Any:
    """Write into a draft why its figures jumped."""
    act = {"explanation": body.explanation, "actor": request.actor, "now": clock.now()}
    api.explain_jumps(report_id=report_id, **act)
    return {"state": api.ReportState.DRAFT}


@router.post("/incidents/{uuid:incident_id}/report-traits", response={201: dict})
def find_trait(request: HttpRequest, incident_id: UUID, body: TraitIn) -> Any:
    """Write down that an incident is reported whatever its grade."""
    started = api.find_trait(incident_id=incident_id, **body.dict(), actor=request.actor, now=clock.now())
    return Status(201, {"started": list(started)})


@router.post("/reports/{uuid:report_id}/sign")
def sign_report(request: HttpRequest, report_id: UUID) -> Any:
    """Sign a draft."""
    return {"state": api.sign_report(report_id=report_id, actor=request.actor, now=clock.now())}


@router.post("/reports/{uuid:report_id}/return")
def return_report(request: HttpRequest, report_id: UUID, body: ReasonIn) -> Any:
    """Take a signed report back."""
    act = {"reason": body.reason, "actor": request.actor, "now": clock.now()}
    return {"state": api.return_report(report_id=report_id, **act)}


@router.post("/reports/{uuid:report_id}/send", response={201: dict})
def send_report(request: HttpRequest, report_id: UUID, body: SendIn) -> Any:
    """Send a signed report."""
    to = tuple(key if "/" in key else normalise(key) for key in body.to)
    sent = api.send_report(report_id=report_id, to=to, reason=body.reason, actor=request.actor, now=clock.now())
    return Status(201, {"transmissions": list(sent)})


@router.post("/reports/{uuid:report_id}/correct", response={201: dict})
def correct_report(request: HttpRequest, report_id: UUID, body: ReasonIn) -> Any:
    """Begin the next version of a sent report."""
    act = {"reason": body.reason, "actor": request.actor, "now": clock.now()}
    return Status(201, {"version": api.correct_report(report_id=report_id, **act)})


@router.post("/transmissions/{uuid:transmission_id}/receive")
def receive_report(request: HttpRequest, transmission_id: UUID) -> Any:
    """Confirm the receipt, as the level that the report went to."""
    api.receive_report(transmission_id=transmission_id, actor=request.actor, now=clock.now())
    return {"received": True}


@router.post("/transmissions/{uuid:transmission_id}/receipt")
def record_receipt(request: HttpRequest, transmission_id: UUID, body: ReceiptIn) -> Any:
    """Write down a receipt confirmed by telephone."""
    act = {**body.dict(), "actor": request.actor, "now": clock.now()}
    api.record_receipt(transmission_id=transmission_id, **act)
    return {"received": True}


@router.get("/transmissions/{uuid:transmission_id}/document")
def read_document(request: HttpRequest, transmission_id: UUID) -> HttpResponse:
    """Return the Word file exactly as it was sent."""
    content, name = api.sent_document(request.actor, transmission_id)
    return word_file(content, name)
