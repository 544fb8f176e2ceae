"""A team's report on how ready it is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.readiness import api
from anlan.web.auth import signed_in


@signed_in
@require_POST
def report(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Store how ready the team is."""
    state, minutes = request.POST.get("state", ""), request.POST.get("readiness_minutes", "")
    if state not in list(api.TeamState):
        raise InvalidValue(field="state", value=state, rule="known")
    if not minutes.isascii() or not minutes.isdecimal() or len(minutes) > len("1440"):
        raise InvalidValue(field="readiness_minutes", value=minutes[:20], rule="0_to_1440")
    told = api.TeamReport(api.TeamState(state), int(minutes), request.POST.get("note", "").strip()[:300])
    api.report_team(team_id=team_id, report=told, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The report is stored."))
    return redirect("readiness:entry", "teams", team_id)
