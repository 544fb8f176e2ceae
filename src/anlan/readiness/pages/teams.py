"""Teams: the list, a team's file, and its report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.places import api as places
from anlan.readiness import api
from anlan.readiness.pages import labels
from anlan.readiness.pages.listing import know_names, region_choices
from anlan.support import journal
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_FIELDS = ("kind", "state", "region", "sort")


def _cells(row: api.Team) -> tuple[object, ...]:
    """Return a team's line of the file."""
    return (
        row.code,
        row.name,
        labels.TEAM_KINDS[row.kind],
        places.full_name(row.region),
        row.members,
        row.vehicles,
        row.leader.name if row.leader else "",
        labels.TEAM_STATES[row.state],
        row.readiness_minutes,
        row.longitude,
        row.latitude,
    )


EXPORT = Export(
    "teams",
    (
        _("Code"),
        _("Name"),
        _("Kind"),
        _("Region"),
        _("Members"),
        _("Vehicles"),
        _("Leader"),
        _("State"),
        _("Leaves within (min)"),
        _("Longitude"),
        _("Latitude"),
    ),
    _cells,
)


@signed_in
def teams_page(request: HttpRequest) -> HttpResponse:
    """Show the teams that the reader may see, as a page or as a file."""
    wanted = api.TeamFilter(
        text=request.GET.get("q", "").strip(), **{name: request.GET.get(name, "") for name in _FIELDS}
    )
    rows = api.teams(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    here = api.TeamFilter(region=wanted.region)
    context = {
        "page": page,
        "tab": "teams",
        "lines": [_labelled(row) for row in page],
        "members": api.member_count(request.actor, wanted),
        "kinds": labels.choices(labels.TEAM_KINDS, api.team_counts(request.actor, "kind", here)),
        "states": labels.choices(labels.TEAM_STATES, api.team_counts(request.actor, "state", here)),
        "regions": region_choices(request.actor),
    }
    return render(request, "readiness/teams.html", context)


@signed_in
def team_page(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Show one team's file with its last reports."""
    row = api.team(request.actor, team_id)
    entries = reversed(journal.entries_about(f"team:{team_id}", limit=20))
    context = {
        "tab": "teams",
        "line": _labelled(row),
        "team": row,
        "map": places.map_round(row.longitude, row.latitude, row.name, "shield"),
        "states": list(labels.TEAM_STATES.items()),
        "skills": [labels.SKILLS.get(skill, skill) for skill in row.skills],
        "reports": [(entry, labels.TEAM_STATES.get(entry.payload["state"], "")) for entry in entries],
        "may_report": may(request.actor, "readiness.report_team", row.region),
    }
    return render(request, "readiness/team.html", context)


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
    return redirect("readiness:team", team_id)


def _labelled(row: api.Team) -> dict[str, Any]:
    return {
        "team": row,
        "kind": labels.TEAM_KINDS[row.kind],
        "state": labels.TEAM_STATES[row.state],
        "tone": labels.TEAM_TONES[row.state],
    }
