"""Past cases like an incident, or like an event that somebody describes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.knowledge import api
from anlan.knowledge.words import LIKENESS_WORDS
from anlan.support import rights
from anlan.web.auth import signed_in

SEE = "knowledge.see"
_IN_A_PANEL = 3
_ON_A_PAGE = 20


@require_GET
@signed_in
def similar_page(request: HttpRequest) -> HttpResponse:
    """Show the cases like an event of a kind in a division at this time of the year."""
    rights.require_somewhere(request.actor, SEE)
    kind, region = request.GET.get("kind", ""), normalise(request.GET.get("region", ""))
    kinds = incidents.event_kinds()
    if kind and kind not in kinds:
        raise InvalidValue(field="kind", value=kind[:20], rule="event_type_code")
    event = api.Event(kind=kind, region=region, day=in_china(clock.now()).date()) if kind else None
    context = {
        "tab": "similar",
        "kinds": [(each.code, each.name) for each in kinds.values()],
        "kind": kind,
        "region": region,
        "found": _told(api.similar_cases(request.actor, event, most=_ON_A_PAGE)) if event else None,
    }
    return render(request, "knowledge/similar.html", context)


@require_GET
@signed_in
def of_incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show, on an incident's page, the cases most like it."""
    event = api.event_of_incident(request.actor, incident_id)
    found = api.similar_cases(request.actor, event, without=incident_id, most=_IN_A_PANEL)
    return render(request, "knowledge/similar_panel.html", {"found": _told(found), "event": event})


def _told(found: tuple[api.SimilarCase, ...]) -> list[tuple[api.SimilarCase, int, list[str]]]:
    """Return each case with its likeness in per cent and its reasons as sentences."""
    return [
        (each, round(100 * each.likeness.score), [_sentence(reason) for reason in each.likeness.reasons])
        for each in found
    ]


def _sentence(reason: api.Reason) -> str:
    data = dict(reason.data)
    if reason.key == "kind":
        data = {"name": incidents.event_kinds()[data["code"]].name}
    if reason.key == "scale":
        indicator = incidents.indicators()[data["key"]]
        then = f"{data['then']:g} {indicator.unit}"
        data = {"name": indicator.name, "now": f"{data['now']:g}", "then": then}
    return _(LIKENESS_WORDS[reason.key, reason.word]) % data
