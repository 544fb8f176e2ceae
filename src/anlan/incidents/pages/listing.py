"""The list of incidents."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.incidents import api
from anlan.incidents.words import GRADE_WORDS, STATE_WORDS
from anlan.kernel.levels import Level
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.slots import served

_SIZE = 30


@require_GET
@signed_in
def incident_list(request: HttpRequest) -> HttpResponse:
    """Show the incidents that match the address, open ones first."""
    number = _whole(request.GET.get("page", "1"), 1)
    found = api.incidents(request.actor, _wanted(request), page=number, size=_SIZE)
    page = Paginator(range(found.total), _SIZE).get_page(number)
    context = {
        "rows": found.rows,
        "page": page,
        "states": [(state.value, word) for state, word in STATE_WORDS.items()],
        "grades": [(str(level.value), GRADE_WORDS[level]) for level in reversed(Level) if level],
        "lessons": served("/lessons/"),
        "may_open": bool(rights.regions_of(request.actor, "incidents.open")),
    }
    template = "incidents/list_body.html" if "HX-Request" in request.headers else "incidents/list.html"
    return render(request, template, context)


def _wanted(request: HttpRequest) -> api.IncidentFilter:
    chosen = request.GET
    state = api.IncidentState(chosen["state"]) if chosen.get("state") in set(api.IncidentState) else None
    return api.IncidentFilter(
        state=state,
        least_grade=_whole(chosen.get("grade", "0"), 0),
        region=chosen.get("region", ""),
        kind=chosen.get("kind", ""),
        text=chosen.get("q", "").strip(),
    )


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
