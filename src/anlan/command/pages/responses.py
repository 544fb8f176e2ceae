"""Acts on responses, as the incident's page posts them."""

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

from anlan.command import api
from anlan.command.pages import reading
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.web import sent
from anlan.web.auth import signed_in


@require_POST
@signed_in
def propose(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Propose a response by hand, under the plan in force where there is one."""
    incident = incidents.incident(request.actor, incident_id)
    proposal = api.proposal_by_hand(
        incident=incident, level=reading.level(request), reasons=(sent.text(request, "reason"),)
    )
    api.propose_response(proposal=proposal, actor=request.actor, now=clock.now())
    messages.success(request, _("The response is proposed. Another person must sign it."))
    return redirect(f"/incidents/{incident_id}/")


@require_POST
@signed_in
def record_upper(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Record what a higher level has started."""
    now = clock.now()
    fact = api.UpperResponseFact(
        incident_id=incident_id,
        upper_region=sent.text(request, "upper_region"),
        issuer=sent.text(request, "issuer"),
        level=reading.level(request),
        started_at=reading.moment(request, "started_at", now),
        source=sent.text(request, "source"),
    )
    api.record_upper_response(fact=fact, actor=request.actor, now=now)
    messages.success(request, _("The higher level's response is recorded."))
    return redirect(f"/incidents/{incident_id}/")


def _start(request: HttpRequest, response_id: UUID, now: datetime) -> None:
    text = sent.text(request, "text")
    api.start_response(response_id=response_id, text=text, actor=request.actor, now=now)


def _change(request: HttpRequest, response_id: UUID, now: datetime) -> None:
    act = {"level": reading.level(request), "reason": sent.text(request, "reason")}
    api.propose_change(response_id=response_id, **act, actor=request.actor, now=now)


def _sign_change(request: HttpRequest, response_id: UUID, now: datetime) -> None:
    text = sent.text(request, "text")
    api.sign_change(response_id=response_id, text=text, actor=request.actor, now=now)


def _decline(request: HttpRequest, response_id: UUID, now: datetime) -> None:
    reason = sent.text(request, "reason")
    api.decline_proposal(response_id=response_id, reason=reason, actor=request.actor, now=now)


def _end(request: HttpRequest, response_id: UUID, now: datetime) -> None:
    reason = sent.text(request, "reason")
    api.end_response(response_id=response_id, reason=reason, actor=request.actor, now=now)


_ACTS: Final[dict[str, tuple[Callable[[HttpRequest, UUID, datetime], None], object]]] = {
    "start": (_start, gettext_lazy("The response is signed and runs. Its orders go out now.")),
    "change": (_change, gettext_lazy("The change is proposed. Another person must sign it.")),
    "sign-change": (_sign_change, gettext_lazy("The change is signed and holds.")),
    "decline": (_decline, gettext_lazy("The proposal is declined.")),
    "end": (_end, gettext_lazy("The response is ended.")),
}


@require_POST
@signed_in
def act(request: HttpRequest, response_id: UUID, act: str) -> HttpResponse:
    """Do one act on a response."""
    if act not in _ACTS:
        raise Http404
    response = api.response(request.actor, response_id)
    run, done = _ACTS[act]
    run(request, response_id, clock.now())
    messages.success(request, str(done))
    return redirect(f"/incidents/{response.incident_id}/")
