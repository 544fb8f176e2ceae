"""One station: what it measures now, its chart with thresholds and neighbours, who looks after it, what it needs."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of
from anlan.monitoring import api
from anlan.monitoring.adapters import tables
from anlan.monitoring.pages import curves, words
from anlan.monitoring.pages.curves import Period
from anlan.monitoring.pages.exports import csv_file, parquet_file
from anlan.people import api as people
from anlan.places import api as places
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.charts import ChartConfig
from anlan.web.maps import Layer, MapConfig

_MOST_BESIDE = 4
_NEAR_KILOMETRES = 15.0
_MOST_NEAR = 12
_ROWS_SHOWN = 200


@signed_in
def station_page(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Show a station, or answer with a file of its readings."""
    now = clock.now()
    found = api.station(request.actor, station_id, now=now)
    period = curves.period_of(request, now)
    series = _chosen(request, found)
    if request.GET.get("format") in tables.FORMATS and series is not None:
        return _file(request, found, series, period)
    context = {"station": found, "series": series, "cards": _cards(found, now), "watch": words.STATES[found.row.watch]}
    if "HX-Request" in request.headers:
        return render(request, "monitoring/station_now.html", context)
    context |= _about(request, found, now) | _care(request, found, now)
    if series:
        context |= _measured(request, found, series, period)
    return render(request, "monitoring/station.html", context)


@signed_in
@require_POST
def change_service(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Take a station out of service or put it back."""
    api.set_service(station_id=station_id, status=request.POST.get("status", ""), actor=request.actor, now=clock.now())
    messages.success(request, _("The station's state was changed."))
    return redirect("monitoring:station", station_id=station_id)


def threshold_cells(values: dict[tuple[int, Level], float]) -> list[tuple[Level, list[float | None]]]:
    """Return the values as the table shows them: one line a level, one cell a window."""
    return [(level, [values.get((hours, level)) for hours in api.LOCAL_WINDOWS]) for level in api.LOCAL_LEVELS]


def _chosen(request: HttpRequest, found: api.StationDetail) -> api.SeriesRow | None:
    by_quantity = {each.quantity: each for each in found.series}
    return by_quantity.get(request.GET.get("quantity", ""), found.series[0] if found.series else None)


def _cards(found: api.StationDetail, now: datetime) -> list[dict[str, Any]]:
    levels = api.levels_of_series([each.id for each in found.series], now=now)
    known = api.quantities()
    return [
        {
            "series": each,
            "label": api.quantity_label(each.quantity),
            "digits": known[each.quantity].decimals if each.quantity in known else 2,
            "level": levels.get(each.id, Level.NONE),
        }
        for each in found.series
    ]


def _about(request: HttpRequest, found: api.StationDetail, now: datetime) -> dict[str, Any]:
    """Return where the station stands, for which places, and who is near it."""
    names = places.names(found.stands_for)
    near = api.stations_near(request.actor, (found.longitude, found.latitude), kilometres=_NEAR_KILOMETRES, now=now)
    others = [row for row in near if row.id != found.row.id][:_MOST_NEAR]
    editions = [
        edition
        for region in found.stands_for
        if level_of(region) is RegionLevel.TOWNSHIP
        for edition in api.editions_in_force(request.actor, region, now=now)
        if edition.region == region
    ]
    kind = api.kinds()[found.row.kind]
    return {
        "kind": kind.label,
        "hazard": api.hazards()[kind.hazard],
        "place": places.full_name(found.row.region),
        "covered": [(region, names[region]) for region in found.stands_for],
        "near": [(row, words.STATES[row.watch], words.STATE_TONES[row.watch]) for row in others],
        "near_map": _near_map(found) if others else None,
        "values": [(edition, threshold_cells(edition.values)) for edition in editions],
        "windows": api.LOCAL_WINDOWS,
        "tone": words.STATE_TONES[found.row.watch],
    }


def _care(request: HttpRequest, found: api.StationDetail, now: datetime) -> dict[str, Any]:
    """Return who looks after the station, its devices, orders and pictures, and what the reader may do."""
    actor, region, station_id = request.actor, found.row.region, found.row.id
    running = [row for row in api.orders(actor, now=now, station_id=station_id) if row.state in words.RUNNING_ORDERS]
    reports = api.reports(actor, station_id=station_id)[:8]
    return {
        "keeper": api.keeper(actor, station_id),
        "chain": people.call_chain(region)[:3],
        "devices": api.devices_of_station(actor, station_id),
        "protocols": words.PROTOCOLS,
        "reports": [(row, words.report_word(row.kind)) for row in reports],
        "orders": [(row, words.ORDER_STATES[row.state], words.ORDER_TONES[row.state]) for row in running],
        "photos": api.photos(actor, station_id),
        "reasons": api.reasons(),
        "may_change": may(actor, "monitoring.register_station", region),
        "may_maintain": may(actor, "monitoring.maintain", region),
        "may_report": may(actor, "monitoring.maintain", region) or may(actor, "monitoring.report_fault", region),
    }


def _measured(request: HttpRequest, found: api.StationDetail, series: api.SeriesRow, period: Period) -> dict[str, Any]:
    """Return the chart of a series, where it stands against its rules, and its readings as rows."""
    actor = request.actor
    others = _beside(request, found, series)
    lines, step = curves.lines_of(actor, series, period)
    if others:
        shown = [(name, row) for _code, name, row in others]
        lines = (replace(lines[0], name=found.row.name), *curves.beside(actor, shown, period))
    standings = api.standings(actor, series.id, now=clock.now())
    adds_up = lines[0].kind == "bar"
    titles = {each.rule: each.title for each in standings}
    chart = ChartConfig(
        title=_("%(name)s: %(quantity)s") % {"name": found.row.name, "quantity": api.quantity_label(series.quantity)},
        series=lines,
        thresholds=curves.thresholds_of(standings, window_minutes=60 if adds_up else 0),
        marks=curves.marks_of(found.row.id, period, titles),
        since=period.since,
        until=period.until,
        has_zoom=True,
    )
    quantity = api.quantities().get(series.quantity)
    rows = [(time, value) for time, value in lines[0].points if value is not None]
    return {
        "quantity": api.quantity_label(series.quantity),
        "digits": quantity.decimals if quantity else 2,
        "others": [(each.quantity, api.quantity_label(each.quantity)) for each in found.series],
        "period": period,
        "periods": [(key, words.PERIODS[key]) for key in curves.LENGTHS],
        "chart": chart,
        "step": words.STEPS[step],
        "rows": list(reversed(rows))[:_ROWS_SHOWN],
        "row_count": len(rows),
        "total": round(sum(value for _time, value in rows), 1) if adds_up else None,
        "standings": [(each, words.condition(each)) for each in standings],
        "default": series.quantity == "rain",
        "beside": _beside_links(request, others),
        "candidates": _candidates(request, found, series, others),
    }


def _codes(request: HttpRequest) -> list[str]:
    return list(dict.fromkeys(code for code in request.GET.get("beside", "").split(",") if code))[:_MOST_BESIDE]


def _beside(
    request: HttpRequest, found: api.StationDetail, series: api.SeriesRow
) -> tuple[tuple[str, str, api.SeriesRow], ...]:
    codes = [code for code in _codes(request) if code != found.row.code]
    return api.series_named(request.actor, series.quantity, codes=codes) if codes else ()


def _beside_links(request: HttpRequest, others: tuple[tuple[str, str, api.SeriesRow], ...]) -> list[tuple[str, str]]:
    """Return the name of each station that is compared, and the address's value without it."""
    codes = [code for code, _name, _row in others]
    return [(name, ",".join(each for each in codes if each != code)) for code, name, _row in others]


def _candidates(
    request: HttpRequest,
    found: api.StationDetail,
    series: api.SeriesRow,
    others: tuple[tuple[str, str, api.SeriesRow], ...],
) -> list[tuple[str, str]]:
    """Return stations that the text fits, and the address's value with each added."""
    text = request.GET.get("find", "").strip()
    codes = [code for code, _name, _row in others]
    if not text or len(codes) >= _MOST_BESIDE:
        return []
    fitting = api.series_named(request.actor, series.quantity, text=text)
    return [
        (name, ",".join([*codes, code])) for code, name, _row in fitting if code != found.row.code and code not in codes
    ]


def _near_map(found: api.StationDetail) -> MapConfig:
    tiles = "/map/tiles/{}/{{z}}/{{x}}/{{y}}.mvt"
    layers = (
        Layer(id="counties", kind="border", tiles=tiles.format("counties"), has_level=False),
        Layer(id="townships", kind="border", tiles=tiles.format("townships"), has_level=False, dashed=True),
        Layer(id="rivers", kind="line", tiles=tiles.format("rivers"), has_level=False),
        Layer(
            id="stations",
            title=_("Stations"),
            kind="point",
            tiles=tiles.format("stations"),
            icon="antenna",
            href="/stations/{id}/",
        ),
    )
    return MapConfig(layers=layers, center=(found.longitude, found.latitude), zoom=10, size="small", has_panel=False)


def _file(request: HttpRequest, found: api.StationDetail, series: api.SeriesRow, period: Period) -> HttpResponse:
    if request.GET["format"] == "parquet":
        wanted = api.Wanted(series_ids=(series.id,), since=period.since, until=period.until)
        columns = api.EXPORT_COLUMNS[wanted.step]
        return parquet_file(f"{found.row.code}-{series.quantity}", api.exported(request.actor, wanted), columns)
    step = curves.step_of(period, series.period_minutes)
    head = (_("Time"), f"{api.quantity_label(series.quantity)} ({series.unit})")
    name = f"{found.row.code}-{series.quantity}"
    if step == "raw":
        return csv_file(name, head, api.history(request.actor, series.id, period.since, period.until))
    rows = api.rolled(request.actor, series.id, period.since, period.until, step=step)
    cells = ((row.start, row.total, row.mean, row.least, row.greatest, row.count) for row in rows)
    return csv_file(name, (*head[:1], _("Sum"), _("Mean"), _("Least"), _("Greatest"), _("Readings")), cells)
