"""The page that counts false and missed alarms, its files, and the form that records a miss."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from anlan.alarms import api
from anlan.alarms.pages.reading import text
from anlan.kernel import clock
from anlan.kernel.clock import CHINA, in_china
from anlan.kernel.regions import normalise
from anlan.support import rights
from anlan.support.tables import load_table
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_STATIONS = 30
_MISSED = 10
_HEADS = (
    gettext_lazy("Alarms raised"),
    gettext_lazy("Verified"),
    gettext_lazy("Dismissed"),
    gettext_lazy("Not decided"),
    gettext_lazy("False"),
    gettext_lazy("False-alarm ratio (FAR)"),
    gettext_lazy("Median minutes to acknowledge"),
    gettext_lazy("Median minutes to verify"),
)


@require_GET
@signed_in
def statistics(request: HttpRequest) -> HttpResponse:
    """Show how many alarms of a period were true, false and missed; ``format`` and ``by`` ask for a file."""
    period, first, last = _period(request)
    wanted = request.GET.get("by", "")
    if wants_file(request):
        return _file(request, period, wanted)
    context = {
        "first": first,
        "last": last,
        "in_all": api.in_all(request.actor, period),
        "rules": api.by_rule(request.actor, period),
        "stations": page_of(request, api.by_station(request.actor, period), _STATIONS),
        "missed": api.missed_events(request.actor, period)[:_MISSED],
        "reasons": api.dismissal_reasons(),
        "families": api.families(),
        "region": period.region,
        "may_record": bool(rights.regions_of(request.actor, "alarms.record_miss")),
        "told_within": load_table("anlan.alarms", "statistics")["missed"]["told_within_hours"],
    }
    return render(request, "alarms/statistics.html", context)


@require_POST
@signed_in
def record_miss(request: HttpRequest) -> HttpResponse:
    """Record the event of the form."""
    missed = api.MissedEvent(
        rule_family=text(request, "family"),
        region=normalise(text(request, "miss_region")),
        happened_at=typed_moment(text(request, "happened_at"), "happened_at"),
        note=text(request, "note"),
    )
    api.record_miss(missed=missed, actor=request.actor, now=clock.now())
    return redirect("/alarms/statistics/#missed")


@require_POST
@signed_in
def withdraw_miss(request: HttpRequest, missed_id: UUID) -> HttpResponse:
    """Withdraw a record."""
    api.withdraw_miss(missed_id=missed_id, actor=request.actor, now=clock.now())
    return redirect("/alarms/statistics/#missed")


def _period(request: HttpRequest) -> tuple[api.Period, date, date]:
    """Return what the address asks for, with the first and the last day of it, both counted."""
    limits = load_table("anlan.alarms", "statistics")["period"]
    today = in_china(clock.now()).date()
    last = min(_day(request.GET.get("to", ""), today), today)
    first = _day(request.GET.get("from", ""), last - timedelta(days=limits["usual_days"] - 1))
    first = max(min(first, last), last - timedelta(days=limits["longest_days"]))
    period = api.Period(
        since=datetime.combine(first, time(), CHINA),
        until=datetime.combine(last + timedelta(days=1), time(), CHINA),
        region=request.GET.get("region", ""),
        rule_family=request.GET.get("family", ""),
    )
    return period, first, last


def _day(written: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return otherwise


def _file(request: HttpRequest, period: api.Period, wanted: str) -> HttpResponse:
    codes = api.dismissal_reasons()
    names = tuple(each.name for each in codes)

    def cells(row: api.StatisticsRow) -> Iterable[object]:
        return (*_named(row, wanted), *_counts(row), *(row.by_code.get(each.code, 0) for each in codes))

    if wanted == "station":
        heads = (gettext_lazy("Station"), *_HEADS, *names)
        return csv_answer(Export("alarms-by-station", heads, cells), api.by_station(request.actor, period))
    heads = (gettext_lazy("Rule"), gettext_lazy("Missed"), gettext_lazy("Detected (POD)"), *_HEADS, *names)
    return csv_answer(Export("alarms-by-rule", heads, cells), api.by_rule(request.actor, period))


def _named(row: api.StatisticsRow, wanted: str) -> tuple[Any, ...]:
    if wanted == "station":
        return (row.label,)
    return api.family_name(row.key), row.scores.misses, _percent(row.scores.detection)


def _counts(row: api.StatisticsRow) -> tuple[Any, ...]:
    return (
        row.raised,
        row.verified,
        row.dismissed,
        row.waiting,
        row.scores.false_alarms,
        _percent(row.scores.false_alarm_ratio),
        row.acknowledged_after,
        row.verified_after,
    )


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
