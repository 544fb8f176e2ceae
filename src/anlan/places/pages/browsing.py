"""Looking through divisions level by level, and finding one by a few letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise

from anlan.kernel.regions import NATION, RegionLevel, level_of, lineage
from anlan.places import api
from anlan.places.pages import labels
from anlan.web.auth import signed_in
from anlan.web.lists import page_of

_PICKER_ROWS = 12
_SEARCH_ROWS = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A division as the table shows it."""

    division: api.Division
    place: str
    count: int
    level: Promise
    standing: Promise
    position: Promise


@signed_in
def nation_page(request: HttpRequest) -> HttpResponse:
    """Show the provinces, or what is searched for in the whole nation."""
    context = _list(request, NATION) | {"code": NATION, "editions": api.editions(limit=8)}
    return render(request, "places/browse.html", context)


@signed_in
def division_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one division with what lies in it and what became of it."""
    division = api.division(code)
    context = _list(request, code) | {
        "code": code,
        "division": division,
        "full_name": api.full_name(code),
        "crumbs": [(part, api.name(part)) for part in reversed(lineage(code)[1:])],
        "level": labels.LEVELS[division.level],
        "standing": labels.STANDINGS[division.standing],
        "position": labels.POSITIONS[division.position_source],
        "map": api.map_of(code),
        "neighbours": [(each, api.name(each)) for each in api.neighbours(code)],
        "history": api.history(code),
        "changes": [(row, labels.CHANGES[row.kind]) for row in api.changes(code)],
    }
    return render(request, "places/browse.html", context)


@signed_in
def search_answers(request: HttpRequest) -> JsonResponse:
    """Answer the place picker: ``q`` and perhaps ``within``."""
    found = api.search(request.GET.get("q", ""), within=request.GET.get("within", NATION), limit=_PICKER_ROWS)
    full = api.full_names(row.code for row in found)
    results = [
        {
            "code": row.code,
            "name": row.name,
            "full_name": full[row.code],
            "level": int(row.level),
            "longitude": row.longitude,
            "latitude": row.latitude,
            "position_source": row.position_source,
        }
        for row in found
    ]
    return JsonResponse({"results": results})


def _list(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return the table: what is searched for, or all of a level, or what lies right below."""
    text, wanted = request.GET.get("q", "").strip(), request.GET.get("level", "")
    counts = api.counts_below(code)
    rows: Sequence[api.Division]
    if text:
        rows = api.search(text, within=code, limit=_SEARCH_ROWS)
    elif wanted.isdecimal() and RegionLevel.NATION < int(wanted) <= RegionLevel.VILLAGE:
        rows = api.listing(code, RegionLevel(int(wanted)))
    else:
        rows = api.children(code)
    page = page_of(request, rows)
    return {
        "page": page,
        "lines": _lines(page.object_list, is_deep=bool(text or wanted)),
        "text": text,
        "counts": [(labels.LEVELS[level], count) for level, count in counts.items()],
        "levels": [(str(int(level)), labels.LEVELS[level], count) for level, count in counts.items()],
        "is_lowest": code != NATION and level_of(code) is RegionLevel.VILLAGE,
    }


def _lines(divisions: Sequence[api.Division], *, is_deep: bool) -> list[Line]:
    """Return the table's lines; far down the name of the place above stands beside the name."""
    counts = api.child_counts(row.code for row in divisions)
    above = api.full_names({row.parent for row in divisions}) if is_deep else {}
    return [
        Line(
            row,
            above.get(row.parent, ""),
            counts.get(row.code, 0),
            labels.LEVELS[row.level],
            labels.STANDINGS[row.standing],
            labels.POSITIONS[row.position_source],
        )
        for row in divisions
    ]
