"""The page of statistics of incidents: tables, chart, map, and the same as a file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from anlan.incidents import api
from anlan.incidents.words import GRADE_WORDS
from anlan.kernel import clock
from anlan.kernel.clock import CHINA, in_china
from anlan.kernel.levels import Level
from anlan.places import api as places
from anlan.protocols.spreadsheet.writing import Column, workbook_of
from anlan.web.auth import signed_in
from anlan.web.charts import ChartConfig, Series
from anlan.web.lists import Export, csv_answer
from anlan.web.maps import Layer, MapConfig

_LONGEST_MONTHS: Final = 12
_A_MONTH: Final = timedelta(days=31)
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADS: Final = (
    gettext_lazy("Grouped by"),
    gettext_lazy("Counted group"),
    gettext_lazy("Incidents"),
    gettext_lazy("Dead"),
    gettext_lazy("Missing people"),
    gettext_lazy("Injured"),
    gettext_lazy("Direct loss (10,000 yuan)"),
    gettext_lazy("Incidents, same coverage"),
    gettext_lazy("Incidents a year before, same coverage"),
    gettext_lazy("Change in per cent"),
    gettext_lazy("Dead and missing, same coverage"),
    gettext_lazy("Dead and missing a year before, same coverage"),
)
_CLASSES: Final = (
    ("11", gettext_lazy("Natural disasters")),
    ("12", gettext_lazy("Accidents")),
    ("13", gettext_lazy("Public health")),
    ("14", gettext_lazy("Security incidents")),
)
Named = tuple[str, api.StatisticsRow]


@dataclass(frozen=True, slots=True)
class Block:
    """One table of the page."""

    key: str
    title: str
    rows: tuple[Named, ...]


@require_GET
@signed_in
def statistics(request: HttpRequest) -> HttpResponse:
    """Show the statistics of a period; ``format`` asks for the same as a file."""
    period = _period(request)
    found = api.incident_statistics(request.actor, period)
    blocks = _blocks(found)
    if request.GET.get("format") in ("csv", "xlsx"):
        return _file(request.GET["format"], blocks)
    coverage = found.coverage
    names = places.names([*coverage.only_now, *coverage.only_then])
    context = {
        "period": period,
        "first": f"{period.first:%Y-%m}",
        "last": f"{period.last:%Y-%m}",
        "classes": _CLASSES,
        "total": found.total,
        "blocks": blocks,
        "both": len(coverage.both),
        "only_now": [names[code] for code in coverage.only_now],
        "only_then": [names[code] for code in coverage.only_then],
        "chart": _chart(found.by_month, period),
        "map": _map(request, period),
        "region": period.region,
        "query": request.GET.urlencode(),
    }
    return render(request, "incidents/statistics.html", context)


@require_GET
@signed_in
def gravest(request: HttpRequest) -> HttpResponse:
    """Return the gravest grade of each county's incidents, which colours the map."""
    return JsonResponse(api.gravest_by_unit(request.actor, _period(request)))


def _period(request: HttpRequest) -> api.CountedPeriod:
    """Return the months of the address, twelve at most; the year so far where it says nothing."""
    today = in_china(clock.now()).date().replace(day=1)
    last = min(_month(request.GET.get("to", ""), today), today)
    first = min(_month(request.GET.get("from", ""), last.replace(month=1)), last)
    earliest = last.year * 12 + last.month - _LONGEST_MONTHS
    first = max(first, date(earliest // 12, earliest % 12 + 1, 1))
    kind = request.GET.get("kind", "")
    region = request.GET.get("region", "")
    return api.CountedPeriod(first=first, last=last, region=region, kind=kind)


def _month(written: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(f"{written}-01")
    except ValueError:
        return otherwise


def _blocks(found: api.IncidentStatistics) -> tuple[Block, ...]:
    groups = api.kind_groups()
    regions = places.names(row.group for row in found.by_unit)
    grades = {str(int(level)): str(GRADE_WORDS[level]) if level else _("not graded") for level in Level}

    def named(rows: Iterable[api.StatisticsRow], name: Callable[[str], str]) -> tuple[Named, ...]:
        return tuple((name(row.group), row) for row in rows)

    return (
        Block("kind", _("By kind"), named(found.by_kind, lambda key: groups.get(key, key))),
        Block("grade", _("By grade"), named(found.by_grade, lambda key: grades.get(key, key))),
        Block("unit", _("By region"), named(found.by_unit, lambda key: regions.get(key, key))),
        Block("month", _("Month by month"), named(found.by_month, lambda key: key[:7])),
    )


def _file(form: str, blocks: Iterable[Block]) -> HttpResponse:
    lines = [_line(block.title, name, row) for block in blocks for name, row in block.rows]
    if form == "csv":
        return csv_answer(Export("incident-statistics", _HEADS, lambda line: line), lines)
    book = workbook_of(_("Statistics of incidents"), [Column(str(head)) for head in _HEADS], lines)
    headers = {"Content-Disposition": 'attachment; filename="incident-statistics.xlsx"'}
    return HttpResponse(book, content_type=_XLSX, headers=headers)


def _line(title: str, name: str, row: api.StatisticsRow) -> tuple[object, ...]:
    every = row.all
    counts = (every.incidents, every.dead, every.missing, every.injured, float(every.loss))
    change = "" if row.change is None else float(row.change)
    lives = (row.now.dead + row.now.missing, row.then.dead + row.then.missing)
    return (title, name, *counts, row.now.incidents, row.then.incidents, change, *lives)


def _chart(rows: Iterable[api.StatisticsRow], period: api.CountedPeriod) -> ChartConfig:
    def points(of: Callable[[api.StatisticsRow], int]) -> tuple[tuple[datetime, float | Decimal | None], ...]:
        return tuple((datetime.combine(date.fromisoformat(row.group), time(), CHINA), of(row)) for row in found)

    found = tuple(rows)
    return ChartConfig(
        title=_("Incidents by month"),
        series=(
            Series(name=_("All units"), points=points(lambda row: row.all.incidents), kind="bar"),
            Series(name=_("This period, same coverage"), points=points(lambda row: row.now.incidents)),
            Series(name=_("A year before, same coverage"), points=points(lambda row: row.then.incidents)),
        ),
        since=datetime.combine(period.first, time(), CHINA),
        until=datetime.combine(period.last, time(), CHINA) + _A_MONTH,
        is_count=True,
        size="small",
    )


def _map(request: HttpRequest, period: api.CountedPeriod) -> MapConfig:
    asked = {"from": f"{period.first:%Y-%m}", "to": f"{period.last:%Y-%m}", "kind": period.kind}
    tiles = "/map/tiles/{}/{{z}}/{{x}}/{{y}}.mvt"
    return MapConfig(
        layers=(
            Layer(
                id="counties",
                title=_("Counties by their gravest incident"),
                kind="border",
                tiles=tiles.format("counties"),
                id_key="code",
                is_unlabelled=True,
                levels_url=f"/incidents/statistics/levels/?{urlencode(asked)}",
            ),
            Layer(id="county_points", kind="words", tiles=tiles.format("county_points"), has_level=False),
        ),
        zoom=6,
        size="small",
        has_panel=False,
    )
