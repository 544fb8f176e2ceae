"""The fire weather of the last days by county."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.monitoring import api
from anlan.places import api as places
from anlan.web.auth import signed_in

_DAYS = 30
_MEASURED = ("temperature", "humidity", "wind_speed", "rain")
_LEVELS = {1: 0, 2: 0, 3: 2, 4: 3, 5: 4}


@signed_in
def fire_weather_page(request: HttpRequest) -> HttpResponse:
    """Show index and class of each county and day, and what was missing."""
    today = in_china(clock.now()).date()
    rows = api.fire_weather_days(request.actor, since=today - timedelta(days=_DAYS))
    names = places.names({row.region for row in rows})
    lines = [
        (row, names.get(row.region, row.region), _LEVELS.get(row.grade or 0, 0), [_label(each) for each in row.missing])
        for row in rows
    ]
    measured = [(_label(each), api.quantities()[each].unit) for each in _MEASURED]
    return render(request, "monitoring/fire_weather.html", {"lines": lines, "measured": measured})


def _label(quantity: str) -> str:
    return api.quantity_label(quantity)
