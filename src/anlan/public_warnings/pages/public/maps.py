"""The maps of the public side: drawn by the server, and one that can be moved where there is JavaScript."""

from uuid import UUID

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from anlan.kernel import clock
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.pages.public.answers import LONG, SHORT, Form, answer
from anlan.public_warnings.pages.public.asking import Wish, wish_of
from anlan.public_warnings.pages.public.frame import in_language, minute_of
from anlan.public_warnings.pages.public.notice import refuges_for
from anlan.web.maps import Layer, MapConfig

_SVG = "image/svg+xml"


@require_safe
def index_map(request: HttpRequest) -> HttpResponse:
    """Draw the warnings in force; kept long where the address names the state that it shows."""
    wish = wish_of(request)
    standing, chosen = _chosen(wish)
    frame = api.frame_for(chosen, wish.place)
    if frame is None:
        raise Http404
    keep = LONG if request.GET.get("v") == standing.mark else SHORT
    key = (standing.mark, wish.filter)
    return answer(request, key, lambda: _drawn(api.sheet_of(chosen, frame, place=wish.place)), Form(_SVG, keep))


@require_safe
def notice_map(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Draw the area of one warning and the open shelters nearby."""
    wish, now = wish_of(request), clock.now()
    notice = api.notice(warning_id, now)
    refuges = refuges_for(notice, wish.place) if notice.ended_at is None else ()
    frame = api.frame_for([notice])
    key = (notice.ended_at, minute_of(now), wish.place)
    return answer(
        request,
        key,
        lambda: _drawn(api.sheet_of([notice], frame, place=wish.place, refuges=refuges)),
        Form(_SVG),
    )


@require_safe
def ground(request: HttpRequest) -> HttpResponse:
    """Give the divisions that lie under the map that can be moved."""
    wish = wish_of(request)
    standing, chosen = _chosen(wish)
    frame = api.frame_for(chosen, wish.place)
    if frame is None:
        raise Http404
    return answer(
        request,
        (standing.mark, wish.filter),
        lambda: orjson.dumps(api.ground_of(frame)),
        Form("application/geo+json", is_open=True),
    )


@require_safe
def moving_map(request: HttpRequest) -> HttpResponse:
    """Show the map that can be moved, and say where the list is to those without JavaScript."""
    wish = wish_of(request)
    _, chosen = _chosen(wish)
    frame = api.frame_for(chosen, wish.place)
    with in_language(wish.language):
        config = _map_config(wish, frame) if frame else None
        context = {"map": config, "wish": wish, "place_name": places.full_name(wish.place) if wish.place else ""}
        response = HttpResponse(render_to_string("public_warnings/public/moving_map.html", context))
    response["Cache-Control"] = SHORT
    return response


def _map_config(wish: Wish, frame: api.Frame) -> MapConfig:
    refuges = api.refuges_near(wish.place) if wish.place else ()
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [each.shelter.longitude, each.shelter.latitude]},
            "properties": {"id": str(each.shelter.id), "name": each.shelter.name},
        }
        for each in refuges
    ]
    shelters = Layer(
        id="shelters",
        title=gettext("Open shelters"),
        kind="point",
        icon="home",
        data={"type": "FeatureCollection", "features": features},
        has_level=False,
        overlap=True,
    )
    return MapConfig(
        layers=(
            Layer(id="ground", kind="border", url=f"/public/ground.geojson{wish.query}", has_level=False),
            Layer(
                id="warnings",
                title=gettext("Warnings in force"),
                kind="area",
                url=f"/public/warnings.geojson{wish.query}",
                href="/public/warnings/{id}/",
                live=(),
            ),
            *((shelters,) if features else ()),
        ),
        bounds=frame.box,
        size="full",
        has_panel=False,
    )


def _chosen(wish: Wish) -> tuple[api.Standing, tuple[api.Notice, ...]]:
    standing = api.standing_notices(clock.now())
    return standing, tuple(each for each in standing.notices if wish.filter.fits(each))


def _drawn(sheet: api.Sheet) -> str:
    return render_to_string("public_warnings/public/map.svg", {"sheet": sheet})
