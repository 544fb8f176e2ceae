"""A trial of a rule on history: how far it is, and the alarms that it would have raised."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.monitoring import api
from anlan.monitoring.pages import rule_words
from anlan.monitoring.pages.rule_form import instant_of
from anlan.monitoring.pages.rules import cases_of, region_of
from anlan.places import api as places
from anlan.web.auth import signed_in
from anlan.web.charts import ChartConfig, Series

_TRIED_DAYS = 30
_LISTED = 200
_LEVELS = (Level.RED, Level.ORANGE, Level.YELLOW, Level.BLUE)


@signed_in
def trial_page(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """Show a trial, or answer with its result alone."""
    trial = api.trial(request.actor, trial_id)
    context = trial_context(trial) | {"chart": _chart(request, trial)}
    template = "monitoring/trial_body.html" if "HX-Request" in request.headers else "monitoring/trial.html"
    return render(request, template, context)


@signed_in
@require_POST
def try_edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Try a proposed or settled edition on history."""
    edition = api.rule_edition(request.actor, edition_id, now=clock.now())
    now = clock.now()
    times = [request.POST.get(name, "").strip() for name in ("try_since", "try_until")]
    since, until = (instant_of(each) for each in times)
    for name, text, instant in zip(("try_since", "try_until"), times, (since, until), strict=True):
        if text and instant is None:
            raise InvalidValue(field=name, value=text, rule="a_moment")
    until = until or now
    wanted = api.TrialRequest(
        definition=edition.definition,
        region=edition.region or region_of(request),
        since=since or until - timedelta(days=_TRIED_DAYS),
        until=until,
    )
    trial = api.start_trial(wanted=wanted, actor=request.actor, now=now)
    return redirect("monitoring:rule-trial", trial_id=trial)


def trial_context(trial: api.Trial) -> dict[str, Any]:
    """Return what the templates of a trial show."""
    context: dict[str, Any] = {"trial": trial, "cases": cases_of(trial.definition)}
    result = trial.result
    if result is None:
        return context
    names = places.names({each.region for each in result.alarms} | {region for _name, region, _n in result.by_station})
    return context | {
        "counts": [(level, result.by_level.get(level, 0), result.told.get(level, 0)) for level in _LEVELS],
        "total": sum(result.by_level.values()),
        "told": sum(result.told.values()),
        "levels": _LEVELS,
        "stations": [
            (name, names.get(region, region), [counts.get(level, 0) for level in _LEVELS])
            for name, region, counts in result.by_station
        ],
        "alarms": [(each, names.get(each.region, each.region), _measured(each)) for each in result.alarms[:_LISTED]],
        "listed": min(len(result.alarms), _LISTED),
    }


def _measured(alarm: api.TrialAlarm) -> str:
    label = api.quantity_label(alarm.quantity)
    return f"{rule_words.window_word(alarm.window_minutes)} {label}" if alarm.window_minutes else label


def _chart(request: HttpRequest, trial: api.Trial) -> ChartConfig | None:
    """Draw the readings of the station that is asked for (the first one else) with the level of each alarm."""
    alarms = trial.result.alarms if trial.result else ()
    if not alarms:
        return None
    wanted = request.GET.get("station", "")
    station = next((each.station_id for each in alarms if each.station_id == wanted), alarms[0].station_id)
    found = api.station(request.actor, UUID(station), now=clock.now())
    quantity = trial.definition.scope.quantity
    series = next((each for each in found.series if each.quantity == quantity), None)
    if series is None:
        return None
    hours = api.hourly(request.actor, series.id, trial.since, trial.until)
    levels = tuple((each.at, int(each.level)) for each in alarms if each.station_id == station)
    kind = "bar" if api.quantities()[quantity].adds_up else "line"
    lines = (
        Series(
            name=api.quantity_label(quantity),
            points=tuple((hour.end, round(hour.value, 3)) for hour in hours),
            unit=series.unit,
            kind=kind,
        ),
        Series(name=_("Level of would-be alarms"), points=levels, kind="bar", on_second_axis=True),
    )
    return ChartConfig(title=found.row.name, series=lines, since=trial.since, until=trial.until)
