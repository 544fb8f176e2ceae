"""How well stations report: the list of all, the worst first, and the panel of one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anlan.kernel import clock
from anlan.monitoring import api
from anlan.monitoring.pages import words
from anlan.monitoring.pages.listing import region_asked, regions_below
from anlan.places import api as places
from anlan.support.clock import pace
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_FLOW_SPAN = timedelta(hours=24)


@signed_in
def health_page(request: HttpRequest) -> HttpResponse:
    """Show how well the stations report, or answer with a file."""
    wanted = _wanted(request)
    rows = api.health_rows(request.actor, wanted, now=clock.now())
    if wants_file(request):
        return csv_answer(Export("station-health", _HEADS, _cells), rows)
    page = page_of(request, rows)
    present = api.kinds_present(request.actor)
    context = {
        "page": page,
        "lines": _lines(page.object_list),
        "total": len(rows),
        "counts": {grade: sum(row.grade == grade for row in rows) for grade in words.GRADES},
        "silent": sum(row.watch is api.Watch.SILENT for row in rows),
        "low": sum(row.is_low for row in rows),
        "mended": sum(row.has_order for row in rows),
        "span": words.PERIODS[wanted.span],
        "span_key": wanted.span,
        "has_delay": _has_delay(),
        "spans": [(key, words.PERIODS[key]) for key in api.SPANS],
        "states": [(key, word) for key, word in words.HEALTH_STATES.items()],
        "kinds": [(key, each.label) for key, each in api.kinds().items() if key in present],
        "hazards": [
            (key, word) for key, word in api.hazards().items() if key in {api.kinds()[kind].hazard for kind in present}
        ],
        "regions": regions_below(request.actor, "monitoring.read"),
    }
    return render(request, "monitoring/health.html", context)


@signed_in
def health_panel(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Show how well one station reports, series by series."""
    now = clock.now()
    found = api.station(request.actor, station_id, now=now)
    span = _span(request)
    series = api.station_health(request.actor, station_id, span=span, now=now)
    context = {
        "station": found,
        "rows": [(row, api.quantity_label(row.quantity), api.grade_of(row.online)) for row in series],
        "gaps": sorted(
            ((gap, api.quantity_label(row.quantity)) for row in series for gap in row.gaps),
            key=lambda each: each[0].length,
            reverse=True,
        )[:8],
        "span": span,
        "has_delay": _has_delay(),
        "spans": [(key, words.PERIODS[key]) for key in api.SPANS],
        "tones": words.GRADE_TONES,
        "watch": words.STATES[found.row.watch],
        "tone": words.STATE_TONES[found.row.watch],
    }
    return render(request, "monitoring/health_panel.html", context)


def _has_delay() -> bool:
    """Tell whether delays mean anything: readings are stored in real time, which a replay does not keep."""
    return not pace().is_replay


def _span(request: HttpRequest) -> str:
    span = request.GET.get("span", "24h")
    return span if span in api.SPANS else "24h"


def _wanted(request: HttpRequest) -> api.HealthFilter:
    get = request.GET.get
    return api.HealthFilter(
        text=get("q", "").strip(),
        region=region_asked(request),
        kind=get("kind", ""),
        hazard=get("hazard", ""),
        state=get("state", ""),
        sort=get("sort", "") or "online",
        span=_span(request),
    )


def _lines(rows: Sequence[api.HealthRow]) -> list[dict[str, Any]]:
    """Return the rows of one page with what would be too dear to ask of all: delay and gaps of the last day."""
    now = clock.now()
    names = places.full_names({row.region for row in rows})
    series = [each for row in rows for each in row.series]
    flows = api.flows_of(series, now - _FLOW_SPAN, now)
    gaps = api.longest_gaps(series, now - _FLOW_SPAN, now)
    return [
        {
            "row": row,
            "place": names[row.region],
            "kind": api.kinds()[row.kind].label,
            "state": words.STATES[row.watch],
            "tone": words.STATE_TONES[row.watch],
            "grade": words.GRADES[row.grade],
            "grade_tone": words.GRADE_TONES[row.grade],
            "share": None if row.online is None else round(row.online * 100, 1),
            "median": min((flows[each].median for each in row.series if each in flows), default=None),
            "late": max((flows[each].late for each in row.series if each in flows), default=None),
            "flagged": sum(flows[each].flagged for each in row.series if each in flows),
            "gap": max((gaps[each].length for each in row.series if each in gaps), default=None),
        }
        for row in rows
    ]


_HEADS = (
    gettext_lazy("Code"),
    gettext_lazy("Name"),
    gettext_lazy("Place"),
    gettext_lazy("Kind"),
    gettext_lazy("State"),
    gettext_lazy("Online (%)"),
    gettext_lazy("Last reading"),
    gettext_lazy("Battery (V)"),
    gettext_lazy("Signal (dBm)"),
    gettext_lazy("Being mended"),
)


def _cells(row: api.HealthRow) -> tuple[object, ...]:
    return (
        row.code,
        row.name,
        places.full_name(row.region),
        api.kinds()[row.kind].label,
        words.STATES[row.watch],
        None if row.online is None else round(row.online * 100, 1),
        row.heard_at and row.heard_at.isoformat(),
        row.battery,
        row.signal,
        _("yes") if row.has_order else "",
    )
