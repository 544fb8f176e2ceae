"""The one map: its page, its tiles, and what a click shows."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.alarms import api as alarms
from anlan.analysis import api as analysis
from anlan.center import analyses
from anlan.center.layers import TILE_LAYERS
from anlan.center.map_config import config_for, layer_counts
from anlan.center.picking import picked
from anlan.center.standing import SIDES
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.monitoring import api as monitoring
from anlan.support.rights import regions_of, sees_by_grants_alone
from anlan.web.auth import signed_in
from anlan.web.kept_tiles import MEDIA_TYPE, SCOPE, tag_of

_MOST_TICKED = 50


@require_GET
@signed_in
def one_map(request: HttpRequest) -> HttpResponse:
    """Show the one map, opened on what ``pick`` names or on the reader's own regions."""
    pick = request.GET.get("pick", "")
    runs = analyses.chosen(request.actor, request.GET.getlist("run"))
    context = {
        "config": config_for(request.actor, pick, runs),
        "pick_url": picked(pick),
        "pick": pick,
        "choices": analyses.choices(request.actor, runs),
        "may_see_analyses": bool(regions_of(request.actor, analysis.SEE)),
        "chosen": len(runs),
        "most": analyses.MOST,
    }
    return render(request, "center/map.html", context)


@require_GET
@signed_in
def analysis_choices(request: HttpRequest) -> HttpResponse:
    """Show what analyses can be laid on the map, for a map that stands open while they run."""
    runs = analyses.chosen(request.actor, request.GET.getlist("run"), most=_MOST_TICKED)
    return render(request, "center/map_analyses.html", {"choices": analyses.choices(request.actor, runs)})


@require_GET
@signed_in
def analysis_side(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show at the map's side what an analysis found, what its colours mean, and who relied on it."""
    return render(request, "center/feature_analysis.html", {"side": analyses.side_of(request.actor, run_id)})


@require_GET
@signed_in
def analysis_layer(request: HttpRequest, run_id: UUID, key: str) -> JsonResponse:
    """Return a layer of an analysis as GeoJSON; what was found never changes."""
    answer = JsonResponse(analyses.geojson_of(request.actor, run_id, key))
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@require_GET
@signed_in
def counts(request: HttpRequest) -> HttpResponse:
    """Return how many features each live layer has."""
    return JsonResponse(layer_counts(request.actor))


@require_GET
@signed_in
def levels(request: HttpRequest) -> HttpResponse:
    """Return the worst open alarm of each county, which colours it."""
    return JsonResponse(dict(alarms.worst_by_county(request.actor)))


@require_GET
@signed_in
def tile(request: HttpRequest, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """Return a vector tile of a layer as far as the reader may see it, as it is or as it was ``at`` a time."""
    if layer not in TILE_LAYERS:
        raise NotFound(what="layer", id=layer)
    source = TILE_LAYERS[layer]
    if sees_by_grants_alone(request.actor):
        request.META[SCOPE] = request.actor.grants
    content = source.tile(request.actor, (z, x, y), _moment(request.GET.get("at", "")))
    tag = tag_of(content)
    is_known = request.headers.get("If-None-Match") == tag
    answer = HttpResponseNotModified() if is_known else HttpResponse(content, MEDIA_TYPE)
    answer["ETag"] = tag
    answer["Cache-Control"] = f"private, max-age={source.keep_seconds}"
    return answer


@require_GET
@signed_in
def alarm(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """Show an alarm at the map's side."""
    return render(request, "center/feature_alarm.html", {"alarm": alarms.alarm(request.actor, alarm_id)})


@require_GET
@signed_in
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show an incident at the map's side."""
    row = incidents.incident(request.actor, incident_id)
    context = {"incident": row, "situation": incidents.situation(request.actor, incident_id)}
    return render(request, "center/feature_incident.html", context)


@require_GET
@signed_in
def station(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Show a station at the map's side."""
    found = monitoring.station(request.actor, station_id, now=clock.now())
    known = monitoring.quantities()
    newest = [
        (monitoring.quantity_label(each.quantity), each, known[each.quantity].decimals if each.quantity in known else 2)
        for each in found.series
        if each.latest_at and each.quantity != "rain"
    ]
    return render(request, "center/feature_station.html", {"row": found.row, "newest": newest})


@require_GET
@signed_in
def thing(request: HttpRequest, layer: str, thing_id: UUID) -> HttpResponse:
    """Show something that stands on the map at all times at its side."""
    if layer not in SIDES:
        raise NotFound(what="layer", id=layer)
    return render(request, "center/feature_thing.html", {"side": SIDES[layer](request.actor, thing_id)})


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(field="at", value=text[:40], rule="time_with_zone") from error
    if found.tzinfo is None:
        raise InvalidValue(field="at", value=text[:40], rule="time_with_zone")
    return found
