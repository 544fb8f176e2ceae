"""The pages of coverage: one warning's, and a year's with the yearly indicator."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_GET

from anlan.alarms import api as alarms
from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.pages.listing import whole
from anlan.support import rights
from anlan.support.documents import Head, OfficialDocument, Paragraph, Table, docx_of
from anlan.support.tables import load_table
from anlan.web.auth import signed_in
from anlan.web.charts import ChartConfig, Series
from anlan.web.files import word_file
from anlan.web.lists import Export, csv_answer, page_of, wants_file

HOW_RECKONED = gettext_noop(
    "Estimate. Reached is a registered resident to whom a message was delivered, or who lives on the ground that a"
    " loudspeaker which sounded covers; nobody counts twice. Their share among the registered residents of a village"
    " stands for all its residents; a village without registered residents counts as not reached."
)
VERDICTS = {
    "hit": (gettext_lazy("Hit"), "good"),
    "late": (gettext_lazy("Too late"), "amber"),
    "false": (gettext_lazy("False warning"), "red"),
    "open": (gettext_lazy("Not yet judged"), "dim"),
}


_MOST_ALARMS, _MOST_UNWARNED = 3, 50


@require_GET
@signed_in
def one(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show whom one warning reached, by place, channel and hour."""
    found = api.coverage(request.actor, warning_id)
    if wants_file(request):
        return csv_answer(_places_export(found), found.places)
    chart = ChartConfig(
        title=_("Messages that arrived, by hour"),
        series=(Series(name=_("Arrived"), points=tuple(found.hours), kind="bar"),),
        size="small",
    )
    context = {
        "found": found,
        "chart": chart if len(found.hours) > 1 else None,
        "table": load_table("anlan.public_warnings", "coverage"),
        "how": _(HOW_RECKONED),
        "sums": {name: found.sum_of(name) for name in _SUMMED},
    }
    return render(request, "public_warnings/coverage.html", context)


_SUMMED = ("total", "reached", "in_time", "calls", "confirmed", "confirmed_in_time", "registered", "reached_residents")


def _places_export(found: api.Coverage) -> Export:
    heads = (
        _("Code"),
        _("Place"),
        _("Messages"),
        _("Arrived"),
        _("In time"),
        _("Calls"),
        _("Confirmed"),
        _("Confirmed in time"),
        _("Residents"),
        _("Registered"),
        _("Registered and reached"),
        _("Reached (estimate)"),
    )
    names = ("region", "name", *_SUMMED[:6], "population", "registered", "reached_residents", "covered")
    return Export(f"coverage-{found.warning_id}", heads, lambda row: [getattr(row, name) for name in names])


@require_GET
@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """Show a year of warnings in a region: coverage, hits, false and late warnings, what was missed."""
    now = clock.now()
    year = whole(request.GET.get("year", ""), in_china(now).year)
    year = year if 2000 <= year < 2200 else in_china(now).year
    region = _region(request)
    found = api.warned_year(request.actor, year, region, now)
    if wants_file(request):
        return csv_answer(_year_export(year), found.rows)
    if request.GET.get("format") == "docx":
        return _docx(found, year, region, now)
    page = page_of(request, found.rows)
    context = {
        "found": found,
        "year": year,
        "years": [(str(each), str(each)) for each in api.years_of_warnings(request.actor)],
        "region": region,
        "place": places.full_name(region) if region else _("All regions"),
        "page": page,
        "shown": [(row, *VERDICTS[row.judged.verdict], _proofs(found, row)) for row in page],
        "unwarned": [(row, _alarm_name(row)) for row in found.unwarned[:_MOST_UNWARNED]],
        "minute_word": _("min"),
        "how": _(HOW_RECKONED),
        "table": load_table("anlan.public_warnings", "coverage"),
        "query": _query(request),
    }
    return render(request, "public_warnings/coverage_year.html", context)


def _proofs(found: api.WarnedYear, row: api.WarnedRow) -> list[tuple[str, str]]:
    """Return what proves a warning: address and name of its incidents and of the first alarms."""
    happened = [found.proofs[each] for each in row.judged.incidents]
    sounded = [found.alarms[each] for each in row.judged.alarms[:_MOST_ALARMS]]
    return [(f"/incidents/{each.id}/", each.title) for each in happened] + [
        (f"/alarms/{each.id}/", _alarm_name(each)) for each in sounded
    ]


def _alarm_name(row: alarms.VerifiedAlarm) -> str:
    return f"{alarms.family_name(row.rule_family)} {row.station_label}"


def _query(request: HttpRequest) -> str:
    given = request.GET.copy()
    for name in ("format", "page"):
        given.pop(name, None)
    return given.urlencode()


def _region(request: HttpRequest) -> str:
    """Return the region asked for, otherwise the one the reader answers for."""
    asked = request.GET.get("region", "")
    if asked.isdigit() and asked.isascii():
        return asked[:12]
    own = rights.regions_of(request.actor, "public_warnings.see")
    return own[0] if len(own) == 1 else ""


def _year_export(year: int) -> Export:
    heads = (
        _("Issued"),
        _("Headline"),
        _("Kind"),
        _("Residents"),
        _("Reached (estimate)"),
        _("Coverage (percent)"),
        _("Verdict"),
        _("Lead (minutes)"),
    )
    return Export(f"warnings-{year}", heads, _year_cells)


def _year_cells(row: api.WarnedRow) -> list[object]:
    lead = row.judged.lead
    return [
        in_china(row.sent_at).strftime("%Y-%m-%d %H:%M"),
        row.headline,
        row.event_name,
        row.population if row.is_counted else None,
        row.covered if row.is_counted else None,
        percent(row.share),
        VERDICTS[row.judged.verdict][0],
        round(lead.total_seconds() / 60) if lead is not None else None,
    ]


def percent(share: float | None) -> float | None:
    """Return a share in percent with one digit."""
    return None if share is None else round(share * 100, 1)


def _docx(found: api.WarnedYear, year: int, region: str, now: datetime) -> HttpResponse:
    """Return the yearly indicator as an official document."""
    place = places.full_name(region) if region else _("All regions")
    title = _("Public coverage of warnings in %(year)s") % {"year": year}
    file = OfficialDocument(
        head=Head(mark=place),
        title=title,
        blocks=tuple(_blocks(found, place, year)),
        date=in_china(now).strftime("%Y-%m-%d"),
        made_at=now,
    )
    return word_file(docx_of(file), f"coverage-{year}.docx")


def _blocks(found: api.WarnedYear, place: str, year: int) -> list[Paragraph | Table]:
    said: dict[str, Any] = {
        "place": place,
        "year": year,
        "warnings": len(found.rows),
        "population": found.population,
        "covered": found.covered,
        "share": _shown(found.share),
        "hits": found.score.hits,
        "alarms": found.score.hits_by_alarm,
        "unwarned": len(found.unwarned),
        "false": found.score.false,
        "late": found.score.late,
        "missed": found.score.missed,
        "uncounted": found.uncounted,
    }
    text = _(
        "In %(year)s %(place)s issued %(warnings)s warnings. Of the residents of the warned areas (%(population)s,"
        " counted once for each warning) an estimated %(covered)s were reached: a public coverage of %(share)s. Hits"
        " %(hits)s (%(alarms)s of them by verified alarms alone), false warnings %(false)s, too late %(late)s, missed"
        " incidents %(missed)s, verified alarms without a warning %(unwarned)s; not yet counted %(uncounted)s."
    )
    heads = (_("Month"), _("Warnings"), _("Residents"), _("Reached (estimate)"), _("Coverage"))
    rows = tuple(
        (str(each.month), str(each.warnings), str(each.population), str(each.covered), _shown(each.share))
        for each in found.months
    )
    return [Paragraph(text % said), Table((heads, *rows)), Paragraph(_(HOW_RECKONED))]


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share * 100:.1f}%"
