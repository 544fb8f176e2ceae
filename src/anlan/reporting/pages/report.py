"""The page of one report: the text beside the paper that it becomes, its versions, where it went."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.reporting import api
from anlan.support import rights
from anlan.support.documents import can_make_pdf
from anlan.web import parts
from anlan.web.auth import signed_in


@require_GET
@signed_in
def report_page(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show one report."""
    now = clock.now()
    api.note_reading(report_id=report_id, actor=request.actor, now=now)
    file = api.report(request.actor, report_id)
    context = {
        "file": file,
        "report": file.report,
        "version": file.current,
        "acts": {act.value for act in api.acts_open_to(request.actor, report_id)},
        "paper": api.preview(request.actor, report_id, now),
        "receivers": api.receivers_of(request.actor, report_id),
        "clocks": [row for row in api.clocks_of(request.actor, file.report.incident_id) if _concerns(row, file.report)],
        "sent": [_with_receipt(request, row) for row in file.transmissions],
        "changes": _changes(file),
        "has_pdf": can_make_pdf(),
        "jumps": api.jumps_of(request.actor, report_id),
        "editable": "edit" in {act.value for act in api.acts_open_to(request.actor, report_id)},
    }
    return render(request, "reporting/report.html", context)


@require_POST
@signed_in
def preview(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show the paper that the text in the form would become; nothing is stored."""
    words = {"title": request.POST.get("title", "").strip(), "body": request.POST.get("body", "").strip()}
    paper = api.preview(request.actor, report_id, clock.now(), **words)
    return render(request, "reporting/paper.html", {"paper": paper})


def _concerns(row: api.ClockRow, report: api.ReportRow) -> bool:
    return row.region == report.region and (row.stage is report.stage or row.report_id == report.id)


def _with_receipt(request: HttpRequest, row: api.TransmissionRow) -> dict[str, Any]:
    return {
        "row": row,
        "key": str(row.id),
        "may_receive": api.may_receive(request.actor, row),
        "may_record": row.received_at is None
        and not api.may_receive(request.actor, row)
        and bool(rights.regions_of(request.actor, "reporting.send")),
    }


def _changes(file: api.ReportFile) -> list[dict[str, Any]]:
    """Return what each version changed of the one before, the newest first."""
    labels = {"title": _("Title"), "body": _("Text"), "explanation": _("Why figures jumped")}
    pairs = zip(file.versions, file.versions[1:], strict=False)
    return [
        {
            "version": new,
            "rows": tuple(parts.differences(labels, _words(old), _words(new))),
            "before": _("Version %(number)s") % {"number": old.number},
            "after": _("Version %(number)s") % {"number": new.number},
        }
        for new, old in pairs
    ]


def _words(version: api.VersionRow) -> dict[str, str]:
    return {"title": version.title, "body": version.body, "explanation": version.explanation}
