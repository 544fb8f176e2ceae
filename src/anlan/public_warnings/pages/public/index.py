"""The page of the warnings in force."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.kernel.regions import lineage, padded
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.pages.public.answers import answer
from anlan.public_warnings.pages.public.asking import Wish, wish_of
from anlan.public_warnings.pages.public.frame import in_language, map_query, minute_of, pager, render_page

PER_PAGE: Final = 20
_ENDED_SHOWN: Final = 5
_FOUND_SHOWN: Final = 15
_LONGEST_SEARCH: Final = 40


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the warnings in force, worst first, for everywhere or for one place."""
    wish = wish_of(request)
    if "at" in request.GET:
        return _to_where_i_am(request, wish)
    if text := request.GET.get("q", "").strip()[:_LONGEST_SEARCH]:
        return _search(wish, text)
    now = clock.now()
    standing = api.standing_notices(now)
    is_lost = "lost" in request.GET
    key = (standing.mark, minute_of(now), wish, is_lost)
    return answer(request, key, lambda: _page(wish, standing, now, is_lost=is_lost))


def _page(wish: Wish, standing: api.Standing, now: datetime, *, is_lost: bool) -> str:
    with in_language(wish.language):
        return render_page("index", wish, _context(wish, standing, now) | {"is_lost": is_lost})


def _context(wish: Wish, standing: api.Standing, now: datetime) -> dict[str, Any]:
    here = tuple(each for each in standing.notices if not wish.place or each.concerns(wish.place))
    chosen = tuple(each for each in here if wish.filter.fits(each))
    page = Paginator(chosen, PER_PAGE).get_page(wish.page)
    return {
        "now": now,
        "count": len(here),
        "chosen_count": len(chosen),
        "worst": here[0].level if here else Level.NONE,
        **pager(wish, page),
        "map_query": map_query(wish, standing.mark),
        "cards": [card_of(each, wish) for each in page],
        "levels": _levels(here, wish),
        "kinds": _kinds(here, wish),
        "place": wish.place,
        "place_name": places.full_name(wish.place) if wish.place else "",
        "above": [(wish.but(place=code), name) for code, name in _above(wish.place)],
        "frame": api.frame_for(chosen, wish.place) if chosen else None,
        "refuges": api.refuges_near(wish.place, limit=3) if wish.place and here else (),
        "ended": api.ended_notices(api.NoticeFilter(region=wish.place), now, size=_ENDED_SHOWN),
    }


def card_of(notice: api.Notice, wish: Wish) -> dict[str, Any]:
    """Return what a card shows of a warning."""
    text = notice.text_in(wish.language)
    measures = api.measures_of(text.instruction)
    named = [name for _, name in notice.regions]
    return {
        "notice": notice,
        "headline": text.headline,
        "measure": measures[0] if measures else "",
        "where": named[:3],
        "more": len(named) - 3 if len(named) > 3 else 0,
    }


def _above(place: str) -> list[tuple[str, str]]:
    """Return what a place lies in, nearest first."""
    codes = lineage(place)[1:]
    called = places.names(codes)
    return [(code, called[code]) for code in codes if called[code] != code]


def _levels(here: tuple[api.Notice, ...], wish: Wish) -> list[tuple[Level, int, str, bool]]:
    counts = Counter(each.level for each in here)
    worst_first = [level for level in reversed(Level) if counts[level] or level == wish.level]
    return [(level, counts[level], wish.but(level=int(level)), level == wish.level) for level in worst_first if level]


def _kinds(here: tuple[api.Notice, ...], wish: Wish) -> list[tuple[str, int, str, bool]]:
    counts = Counter((each.event_code, each.event_name) for each in here)
    return [(name, count, wish.but(kind=code), code == wish.kind) for (code, name), count in counts.most_common(12)]


def _to_where_i_am(request: HttpRequest, wish: Wish) -> HttpResponse:
    """Lead to the division at a point; the point itself is neither kept nor shown."""
    try:
        longitude, latitude = (float(part) for part in request.GET["at"][:60].split(","))
        region = places.region_at(longitude, latitude)
    except (ValueError, AnlanError):
        region = ""
    response = redirect(f"/public/{wish.but(place=region)}" if region else "/public/?lost=1")
    response["Cache-Control"] = "no-store"
    return response


def _search(wish: Wish, text: str) -> HttpResponse:
    """Lead to the one place that the words fit, or show those they may mean."""
    found = places.search(text, limit=_FOUND_SHOWN)
    exact = [each for each in found if text in (each.name, each.code, padded(each.code))]
    if len(found) == 1 or len(exact) == 1:
        return redirect(f"/public/{wish.but(place=(exact or found)[0].code)}")
    called = places.full_names(each.code for each in found)
    rows = [(called[each.code], wish.but(place=each.code)) for each in found]
    with in_language(wish.language):
        body = render_page("places", wish, {"rows": rows, "text": text, "now": clock.now()})
    response = HttpResponse(body)
    response["Cache-Control"] = "public, max-age=300"
    return response
