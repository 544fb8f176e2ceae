"""The trend of hidden dangers and the quarter's or year's figures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anlan.dangers import api
from anlan.dangers.words import period_word
from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed
from anlan.places import api as places
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.charts import ChartConfig, Series


@require_GET
@signed_in
def trend(request: HttpRequest) -> HttpResponse:
    """Show what is found and written off by month, trade and region, beside the same time a year before."""
    region, trade, now = _region(request), request.GET.get("trade", ""), clock.now()
    trade = trade if trade in api.trades() else ""
    months = api.months(request.actor, region=region, trade=trade, now=now)
    regions = api.by_region(request.actor, region=region, trade=trade, since=months[0].since)
    names = api.region_names(regions)
    context = {
        "months": months,
        "chart": _chart(months),
        "trades": [(api.trades().get(each.key, _("No trade")), each) for each in _trades(request, region, months)],
        "regions": [(names.get(each.key, each.key), each) for each in regions],
        "choices": list(api.trades().items()),
        "places": places.region_choices(request.actor, "dangers.see"),
        "found": sum(each.found for each in months),
        "closed": sum(each.closed for each in months),
        "found_before": sum(each.found_before for each in months),
        "closed_before": sum(each.closed_before for each in months),
    }
    return render(request, "dangers/trend.html", context)


@require_GET
@signed_in
def statistics(request: HttpRequest) -> HttpResponse:
    """Show the figures of a quarter or a year as the paper on which they are told."""
    region, now = _region(request), clock.now()
    told = api.statistics(request.actor, text=request.GET.get("period", ""), region=region, now=now)
    context = {
        "told": told,
        "lines": _lines(told),
        "periods": [(key, period_word(key)) for key in api.period_choices(now)],
        "region": region,
    }
    return render(request, "dangers/statistics.html", context)


def _region(request: HttpRequest) -> str:
    """Return the region asked for, or the reader's first; who sees no region has no trend."""
    held = rights.regions_of(request.actor, "dangers.see")
    if not held:
        raise NotAllowed(right="dangers.see", region="")
    asked = request.GET.get("region", "")
    return asked if asked.isdigit() and rights.may(request.actor, "dangers.see", asked) else held[0]


def _trades(request: HttpRequest, region: str, months: tuple[api.Month, ...]) -> tuple[api.Part, ...]:
    return api.by_trade(request.actor, region=region, since=months[0].since)


def _chart(months: tuple[api.Month, ...]) -> ChartConfig:
    found = tuple((each.since, each.found) for each in months)
    closed = tuple((each.since, each.closed) for each in months)
    before = tuple((each.since, each.found_before) for each in months)
    return ChartConfig(
        title=_("Hidden dangers found and written off by month"),
        series=(
            Series(name=_("Found"), points=found, kind="bar"),
            Series(name=_("Closed and written off"), points=closed, kind="bar"),
            Series(name=_("Found a year before"), points=before),
        ),
        is_count=True,
    )


def _lines(told: api.Statistics) -> list[tuple[str, Any, Any]]:
    words = {
        "found_ungraded": _("Found and not graded yet"),
        "found_ordinary": _("Ordinary hidden dangers found"),
        "closed_ordinary": _("Ordinary hidden dangers written off"),
        "rate_ordinary": _("Rate of rectification of those found, in a hundred"),
        "found_major": _("Major hidden dangers found"),
        "closed_major": _("Major hidden dangers written off"),
        "rate_major": _("Rate of rectification of major ones found, in a hundred"),
        "listed": _("Under listed supervision now"),
        "late": _("Past their deadline at some time"),
        "funds": _("Money for rectification, yuan"),
    }
    return [(word, _shown(getattr(told.now, key)), _shown(getattr(told.before, key))) for key, word in words.items()]


def _shown(value: Any) -> Any:
    if value is None:
        return "-"
    return f"{value:.1f}" if isinstance(value, float) else value
