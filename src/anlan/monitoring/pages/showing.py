"""One station: its chart with thresholds, its readings as a table and a file, and the values it is judged by."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.clock import CHINA
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of
from anlan.monitoring import api
from anlan.monitoring.adapters import tables
from anlan.monitoring.pages import words
from anlan.monitoring.pages.exports import csv_file, parquet_file
from anlan.places import api as places
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.charts import ChartConfig, Series, Threshold

_LENGTHS = {"24h": timedelta(hours=24), "3d": timedelta(days=3)}
_LONGEST = timedelta(days=92)
_RAW_FOR = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Period:
    """The time that the page shows."""

    name: str
    since: datetime
    until: datetime


@signed_in
def station_page(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Show a station, or answer with a file of its readings."""
    now = clock.now()
    found = api.station(request.actor, station_id, now=now)
    period = _period(request, now)
    series = _chosen(request, found)
    if request.GET.get("format") in tables.FORMATS and series is not None:
        return _file(request, found, series, period)
    hours = api.hourly(request.actor, series.id, period.since, period.until) if series else ()
    in_force = [
        edition
        for region in found.stands_for
        if level_of(region) is RegionLevel.TOWNSHIP
        for edition in api.editions_in_force(request.actor, region, now=now)
        if edition.region == region
    ]
    context = {
        "station": found,
        "series": series,
        "quantity": series and api.quantity_label(series.quantity),
        "others": [(each.quantity, api.quantity_label(each.quantity)) for each in found.series],
        "kind": api.kinds()[found.row.kind].label,
        "place": places.full_name(found.row.region),
        "covered": _covered(found),
        "period": period,
        "periods": [(key, word) for key, word in words.PERIODS.items() if key != "own"],
        "hours": tuple(reversed(hours)),
        "total": round(sum(hour.value for hour in hours), 1),
        "greatest": max((hour.greatest for hour in hours), default=None),
        "chart": series and _chart(request, found, series, period),
        "values": [(edition, threshold_cells(edition.values)) for edition in in_force],
        "windows": api.LOCAL_WINDOWS,
        "default": not in_force,
        "may_change": may(request.actor, "monitoring.register_station", found.row.region),
    }
    template = "monitoring/station_now.html" if "HX-Request" in request.headers else "monitoring/station.html"
    return render(request, template, context)


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


def _period(request: HttpRequest, now: datetime) -> Period:
    name = request.GET.get("period", "24h")
    since, until = (_instant(request.GET.get(field, "")) for field in ("since", "until"))
    if name == "own" and since and until and since < until:
        return Period("own", max(since, until - _LONGEST), until)
    name = name if name in _LENGTHS else "24h"
    return Period(name, now - _LENGTHS[name], now)


def _instant(text: str) -> datetime | None:
    """Return what a date-and-time field of the page gave, in China time."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=CHINA)
    except ValueError:
        return None


def _chosen(request: HttpRequest, found: api.StationDetail) -> api.SeriesRow | None:
    by_quantity = {each.quantity: each for each in found.series}
    return by_quantity.get(request.GET.get("quantity", ""), found.series[0] if found.series else None)


def _covered(found: api.StationDetail) -> list[tuple[str, str]]:
    names = places.names(found.stands_for)
    return [(region, names[region]) for region in found.stands_for]


def _chart(request: HttpRequest, found: api.StationDetail, series: api.SeriesRow, period: Period) -> ChartConfig:
    title = _("%(name)s: %(quantity)s") % {"name": found.row.name, "quantity": api.quantity_label(series.quantity)}
    make = _rain_lines if series.quantity == "rain" else _level_lines
    lines, thresholds = make(request, found, series, period)
    return ChartConfig(title=title, series=lines, thresholds=thresholds, since=period.since, until=period.until)


def _rain_lines(
    request: HttpRequest, found: api.StationDetail, series: api.SeriesRow, period: Period
) -> tuple[tuple[Series, ...], tuple[Threshold, ...]]:
    """Draw rain by the hour (by reading where the period is short) and what has fallen so far."""
    if period.until - period.since <= _RAW_FOR:
        points = api.history(request.actor, series.id, period.since, period.until)
        name = _("Rain")
    else:
        hours = api.hourly(request.actor, series.id, period.since, period.until)
        points = tuple((hour.end, round(hour.value, 1)) for hour in hours)
        name = _("Rain in the hour")
    sums = accumulate(value for _at, value in points)
    so_far = tuple((at, round(value, 1)) for (at, _value), value in zip(points, sums, strict=True))
    lines = (
        Series(name=name, points=points, unit=series.unit, kind="bar"),
        Series(name=_("Fallen so far"), points=so_far, unit=series.unit, on_second_axis=True),
    )
    return lines, _rain_thresholds(request, found)


def _rain_thresholds(request: HttpRequest, found: api.StationDetail) -> tuple[Threshold, ...]:
    """Return the one-hour values of the first township that the station stands for, or the default ones."""
    township = next((each for each in found.stands_for if level_of(each) is RegionLevel.TOWNSHIP), "")
    editions = api.editions_in_force(request.actor, township, now=clock.now()) if township else ()
    values = next((each.values for each in editions if each.region == township), None)
    if values is None:
        values = {(band.window_hours, band.level): band.lower for band in api.default_flash_flood_bands()}
    labels = {Level.ORANGE: _("Prepare to move, 1 h"), Level.RED: _("Move at once, 1 h")}
    return tuple(
        Threshold(label=label, value=values[1, level], level=level)
        for level, label in labels.items()
        if (1, level) in values
    )


def _level_lines(
    request: HttpRequest, found: api.StationDetail, series: api.SeriesRow, period: Period
) -> tuple[tuple[Series, ...], tuple[Threshold, ...]]:
    points = api.history(request.actor, series.id, period.since, period.until)
    marks = (
        (_("Warning level"), series.warning_level, Level.YELLOW),
        (_("Guaranteed level"), series.guarantee_level, Level.RED),
    )
    thresholds = tuple(
        Threshold(label=label, value=value, level=level) for label, value, level in marks if value is not None
    )
    return (Series(name=_("Water level"), points=points, unit=series.unit),), thresholds


def _file(request: HttpRequest, found: api.StationDetail, series: api.SeriesRow, period: Period) -> HttpResponse:
    if request.GET["format"] == "parquet":
        wanted = api.Wanted(series_ids=(series.id,), since=period.since, until=period.until)
        columns = api.EXPORT_COLUMNS[wanted.step]
        return parquet_file(f"{found.row.code}-{series.quantity}", api.exported(request.actor, wanted), columns)
    rows: Any = api.history(request.actor, series.id, period.since, period.until)
    head = (_("Time"), f"{api.quantity_label(series.quantity)} ({series.unit})")
    return csv_file(f"{found.row.code}-{series.quantity}", head, rows)
