"""Acts on reports, as their pages post them."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.reporting import api
from anlan.web.auth import signed_in


@require_POST
@signed_in
def draft(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Draft a report from the facts and open it."""
    stage = request.POST.get("stage", "")
    if stage not in set(api.Stage):
        raise InvalidValue(field="stage", value=stage[:20], rule="first_followup_or_verified")
    act = {"stage": api.Stage(stage), "actor": request.actor, "now": clock.now()}
    return redirect(f"/reports/{api.draft_report(incident_id=incident_id, **act)}/")


@require_POST
@signed_in
def stable(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Find the situation stable."""
    api.declare_stable(incident_id=incident_id, actor=request.actor, now=clock.now())
    messages.success(request, _("The situation is stable: daily reports end, the verified report is due."))
    return redirect(f"/incidents/{incident_id}/")


@require_POST
@signed_in
def trait(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Write down that an incident is reported whatever its grade."""
    words = {"trait": request.POST.get("trait", ""), "note": request.POST.get("note", "")}
    api.find_trait(incident_id=incident_id, **words, actor=request.actor, now=clock.now())
    messages.success(request, _("Written down. The direct report is due."))
    return redirect(f"/incidents/{incident_id}/reporting/")


def _edit(request: HttpRequest, report_id: UUID, now: datetime) -> None:
    words = {"title": request.POST.get("title", ""), "body": request.POST.get("body", "")}
    words["explanation"] = request.POST.get("explanation")
    api.edit_report(report_id=report_id, **words, actor=request.actor, now=now)


def _refresh(request: HttpRequest, report_id: UUID, now: datetime) -> None:
    api.refresh_report(report_id=report_id, actor=request.actor, now=now)


def _sign(request: HttpRequest, report_id: UUID, now: datetime) -> None:
    api.sign_report(report_id=report_id, actor=request.actor, now=now)


def _return(request: HttpRequest, report_id: UUID, now: datetime) -> None:
    api.return_report(report_id=report_id, reason=request.POST.get("reason", ""), actor=request.actor, now=now)


def _send(request: HttpRequest, report_id: UUID, now: datetime) -> None:
    # The ministry's region is empty, so each receiver is posted behind a mark.
    to = tuple(value.removeprefix("to:") for value in request.POST.getlist("to"))
    if not to:
        raise InvalidValue(field="to", value="", rule="at_least_one")
    reason = request.POST.get("reason", "")
    api.send_report(report_id=report_id, to=to, reason=reason, actor=request.actor, now=now)


def _correct(request: HttpRequest, report_id: UUID, now: datetime) -> None:
    api.correct_report(report_id=report_id, reason=request.POST.get("reason", ""), actor=request.actor, now=now)


_ACTS: Final[dict[str, tuple[Callable[[HttpRequest, UUID, datetime], None], object]]] = {
    "edit": (_edit, gettext_lazy("The text is saved.")),
    "refresh": (_refresh, gettext_lazy("The text is written anew from the facts of now.")),
    "sign": (_sign, gettext_lazy("The report is signed and can be sent.")),
    "return": (_return, gettext_lazy("The report is a draft again.")),
    "send": (_send, gettext_lazy("The report is sent. Text and document are frozen.")),
    "correct": (_correct, gettext_lazy("A new version is open. What was sent stays as it is.")),
}


@require_POST
@signed_in
def act(request: HttpRequest, report_id: UUID, act: str) -> HttpResponse:
    """Do one act on a report."""
    if act not in _ACTS:
        raise Http404
    run, done = _ACTS[act]
    run(request, report_id, clock.now())
    messages.success(request, str(done))
    return redirect(f"/reports/{report_id}/")


@require_POST
@signed_in
def receipt(request: HttpRequest, transmission_id: UUID, act: str) -> HttpResponse:
    """Confirm a receipt, or write down one that was confirmed by telephone."""
    now = clock.now()
    if act == "receive":
        api.receive_report(transmission_id=transmission_id, actor=request.actor, now=now)
    elif act == "receipt":
        words = {"receiver": request.POST.get("receiver", ""), "note": request.POST.get("note", "")}
        api.record_receipt(transmission_id=transmission_id, **words, actor=request.actor, now=now)
    else:
        raise Http404
    messages.success(request, _("The receipt is recorded."))
    return redirect(f"/reports/{api.report_of(request.actor, transmission_id)}/")
