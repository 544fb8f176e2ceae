"""The list of stations: by hazard, each with the newest values of what that hazard is measured by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of
from anlan.monitoring import api
from anlan.monitoring.pages import words
from anlan.monitoring.pages.columns import Cell, Column, cells_of, columns_of, newest_of
from anlan.monitoring.pages.exports import csv_file
from anlan.monitoring.pages.sums import Sum
from anlan.places import api as places
from anlan.support.rights import regions_of
from anlan.web.auth import signed_in
from anlan.web.lists import wants_file
from anlan.web.parts import LEVEL_WORDS

_PER_PAGE: Final = 50
_PER_PIECE: Final = 1000
_PLACES: Final = 8
_REGION_LENGTHS: Final = (2, 4, 6, 9, 12)
"""Lengths of the codes of divisions, from province to village."""


@dataclass(frozen=True, slots=True)
class Line:
    """A station as the table shows it."""

    row: api.StationRow
    kind: str
    state: Promise
    tone: str
    cells: list[Cell]
    newest: list[Cell]


@signed_in
def stations_page(request: HttpRequest) -> HttpResponse:
    """Show the stations, or answer with the table alone, or with a file."""
    now, wanted = clock.now(), _wanted(request)
    measured = _measured(request.actor, wanted, now)
    if wants_file(request):
        return _file(request.actor, wanted, measured, now)
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
    found = api.station_slice(request.actor, wanted, number=number, size=_PER_PAGE, now=now)
    tallies = api.tally(request.actor, wanted.region, now=now)
    hazard = _hazard(wanted, tallies)
    columns = columns_of(measured, hazard)
    lines = _lines(request.actor, found.rows, columns)
    context = {
        "page": Paginator(range(found.total), _PER_PAGE).get_page(found.number),
        "lines": lines,
        "hazard": hazard,
        "has_newest": any(line.newest for line in lines),
        "columns": columns,
        "sum": Sum.of(each for each in tallies if _counts(each, wanted)),
    }
    if "HX-Request" in request.headers:
        return render(request, "monitoring/stations_table.html", context)
    return render(request, "monitoring/stations.html", context | _choices(request, wanted, tallies))


def _wanted(request: HttpRequest) -> api.StationFilter:
    get = request.GET.get
    level, text = get("level", "").upper(), get("q", "").strip()
    return api.StationFilter(
        text=text,
        places=_places(text),
        region=region_asked(request),
        hazard=get("hazard", "") if get("hazard", "") in api.hazards() else "",
        kind=get("kind", ""),
        state=get("state", ""),
        level=Level[level] if level in Level.__members__ else Level.NONE,
        sort=get("sort", "") or "-level",
    )


def _places(text: str) -> tuple[str, ...]:
    """Return the places that a name or a code means; Latin letters are a station's code and not a place's pinyin."""
    if text.isdecimal():
        return (text,)
    return () if text.isascii() else tuple(each.code for each in places.search(text, limit=_PLACES))


def _measured(actor: Actor, wanted: api.StationFilter, now: datetime) -> Mapping[str, int]:
    """Return how many of the stations that the hazard and kind leave measure which quantity."""
    counts: dict[str, int] = {}
    for kind, by_quantity in api.measured(actor, wanted.region, now=now).items():
        if wanted.kind in ("", kind) and wanted.hazard in ("", api.kinds()[kind].hazard):
            for quantity, count in by_quantity.items():
                counts[quantity] = counts.get(quantity, 0) + count
    return counts


def _counts(each: api.Tally, wanted: api.StationFilter) -> bool:
    return wanted.hazard in ("", each.hazard) and wanted.kind in ("", each.kind)


def _hazard(wanted: api.StationFilter, tallies: Sequence[api.Tally]) -> str:
    """Return the hazard that is asked for, or the only one there is."""
    present = {each.hazard for each in tallies if _counts(each, wanted)}
    return wanted.hazard or (present.pop() if len(present) == 1 else "")


def _choices(request: HttpRequest, wanted: api.StationFilter, tallies: Sequence[api.Tally]) -> dict[str, Any]:
    """Return the filters' chips, each with how many stations the other chips leave it."""
    hazards: dict[str, int] = {}
    kinds: dict[str, int] = {}
    for each in tallies:
        hazards[each.hazard] = hazards.get(each.hazard, 0) + each.count
        if wanted.hazard in ("", each.hazard):
            kinds[each.kind] = kinds.get(each.kind, 0) + each.count
    states = Sum.of(each for each in tallies if _counts(each, wanted)).by_watch
    return {
        "hazards": [(key, word, hazards[key]) for key, word in api.hazards().items() if key in hazards],
        "kinds": [(key, each.label, kinds[key]) for key, each in api.kinds().items() if key in kinds],
        "states": [(key, word, states[key]) for key, word in words.STATES.items() if key in states],
        "levels": list(words.LEVELS.items()),
        "regions": _regions(request.actor, wanted.region),
    }


def _regions(actor: Actor, chosen: str) -> list[tuple[str, str]]:
    found = regions_below(actor, "monitoring.read")
    known = {code for code, _name in found}
    return found if not chosen or chosen in known else [*found, (chosen, places.names([chosen])[chosen])]


def region_asked(request: HttpRequest) -> str:
    """Return the region that the address asks for, or none where it is no code of a division."""
    region = request.GET.get("region", "")
    return region if region.isdecimal() and len(region) in _REGION_LENGTHS else ""


def regions_below(actor: Actor, right: str) -> list[tuple[str, str]]:
    """Return code and name of what lies right below the regions where the actor holds a right, down to townships."""
    codes = [
        division.code
        for region in regions_of(actor, right)
        if RegionLevel.PREFECTURE <= level_of(region) <= RegionLevel.COUNTY
        for division in places.children(region)
    ]
    names = places.names(codes)
    return [(code, names[code]) for code in codes]


def _lines(actor: Actor, rows: Sequence[api.StationRow], columns: Sequence[Column]) -> list[Line]:
    values: dict[UUID, dict[str, tuple[datetime, float]]] = {}
    for (station_id, quantity), newest in api.latest_values(actor, [row.id for row in rows]).items():
        values.setdefault(station_id, {})[quantity] = newest
    return [
        Line(
            row,
            api.kinds()[row.kind].label,
            words.STATES[row.watch],
            words.STATE_TONES[row.watch],
            cells_of(row, columns, values.get(row.id, {})),
            newest_of(row, columns, values.get(row.id, {})),
        )
        for row in rows
    ]


def _file(actor: Actor, wanted: api.StationFilter, measured: Mapping[str, int], now: datetime) -> HttpResponse:
    fixed = columns_of({"rain": 1, "level": 1}, "flood")
    more = [each for each in columns_of(measured, wanted.hazard, most=None) if each not in fixed]
    head = (_("Code"), _("Name"), _("Place"), _("Kind"), *(each.head for each in fixed), _("Last reading"), _("State"))
    rows = api.stations(actor, wanted, now=now)
    return csv_file(
        "stations",
        (*head, _("Hazard"), _("Level"), *(each.head for each in more)),
        _file_rows(actor, rows, (fixed, more)),
    )


def _file_rows(
    actor: Actor, rows: Sequence[api.StationRow], columns: tuple[Sequence[Column], Sequence[Column]]
) -> Iterator[tuple[object, ...]]:
    fixed, more = columns
    names = places.full_names({row.region for row in rows})
    for start in range(0, len(rows), _PER_PIECE):
        for line in _lines(actor, rows[start : start + _PER_PIECE], (*fixed, *more)):
            values = [cell.value for cell in line.cells]
            yield (
                *(line.row.code, line.row.name, names[line.row.region], line.kind),
                *values[: len(fixed)],
                *(line.row.heard_at, line.state),
                *(api.hazards()[api.kinds()[line.row.kind].hazard], _(LEVEL_WORDS[line.row.level])),
                *values[len(fixed) :],
            )
