"""The entry of the room: how all stations stand, by hazard and by region."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlan.kernel import clock
from anlan.kernel.levels import Level
from anlan.monitoring import api
from anlan.monitoring.pages import words
from anlan.monitoring.pages.exports import csv_file
from anlan.monitoring.pages.listing import region_asked, regions_below
from anlan.monitoring.pages.sums import Sum
from anlan.places import api as places
from anlan.support.rights import regions_of
from anlan.web.auth import signed_in
from anlan.web.lists import wants_file
from anlan.web.parts import LEVEL_WORDS

_HOWS = {
    "sum_1h": gettext_lazy("in 1 h"),
    "change_24h": gettext_lazy("in 24 h"),
    "least": gettext_lazy("least"),
    "most": gettext_lazy("greatest"),
    "share": gettext_lazy("greatest"),
}


@dataclass(frozen=True, slots=True)
class Foremost:
    """The most telling value of a hazard, in words."""

    row: api.Telling
    label: str
    decimals: int
    how: Promise | str

    @property
    def percent(self) -> float | None:
        """Return the value's share of its limit in percent."""
        return None if self.row.share is None else self.row.share * 100


@signed_in
def overview_page(request: HttpRequest) -> HttpResponse:
    """Show how the stations of the reader's regions stand, or answer with the figures alone, or with a file."""
    now, region = clock.now(), region_asked(request)
    tallies = api.tally(request.actor, region, now=now)
    if wants_file(request):
        return _file(tallies)
    body = {
        "region": region,
        "all": Sum.of(tallies),
        "hazards": _hazards(tallies, api.telling(request.actor, region, now=now)),
        "heads": _heads(tallies),
        "parts": _parts(tallies),
        "state": api.intake_state(request.actor, region, now=now),
        "held": _held(request),
    }
    if "HX-Request" in request.headers:
        return render(request, "monitoring/overview_body.html", body)
    choices = {"regions": regions_below(request.actor, "monitoring.read")}
    return render(request, "monitoring/overview.html", body | choices)


def _held(request: HttpRequest) -> int | None:
    may_see = regions_of(request.actor, "monitoring.handle_quarantine")
    return api.held_count(request.actor) if may_see else None


def _heads(tallies: Sequence[api.Tally]) -> list[tuple[str, str]]:
    present = {each.hazard for each in tallies}
    return [(key, label) for key, label in api.hazards().items() if key in present]


def _hazards(
    tallies: Sequence[api.Tally], telling: dict[str, tuple[api.Telling, ...]]
) -> list[tuple[str, str, Sum, list[Foremost]]]:
    return [
        (key, label, Sum.of(each for each in tallies if each.hazard == key), _foremost(telling.get(key, ())))
        for key, label in _heads(tallies)
    ]


def _foremost(rows: Sequence[api.Telling]) -> list[Foremost]:
    known = api.quantities()
    return [
        Foremost(each, known[each.quantity].label, known[each.quantity].decimals, _HOWS.get(each.how, ""))
        for each in rows
    ]


def _parts(tallies: Sequence[api.Tally]) -> list[tuple[str, str, Sum, list[tuple[str, Sum]]]]:
    codes = sorted({each.part for each in tallies})
    names = places.names(codes)
    heads = [key for key, _label in _heads(tallies)]
    found = []
    for code in codes:
        here = [each for each in tallies if each.part == code]
        cells = [(hazard, Sum.of(each for each in here if each.hazard == hazard)) for hazard in heads]
        found.append((code, names[code], Sum.of(here), cells))
    return found


def _file(tallies: Sequence[api.Tally]) -> HttpResponse:
    head = (_("Region code"), _("Region"), _("Hazard"), _("Stations"))
    levels = [level for level in reversed(Level) if level]
    return csv_file(
        "monitoring",
        (*head, *words.STATES.values(), *(_(LEVEL_WORDS[level]) for level in levels), _("Last reading")),
        (
            (
                *(code, name, api.hazards()[hazard], each.total),
                *(each.by_watch.get(watch, 0) for watch in words.STATES),
                *(each.by_level.get(level, 0) for level in levels),
                each.heard_at,
            )
            for code, name, _total, cells in _parts(tallies)
            for hazard, each in cells
            if each.total
        ),
    )
