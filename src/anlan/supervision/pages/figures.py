"""The year's figures, the calendar of the week, and the check lists with their editions."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.kernel import clock
from anlan.supervision import api
from anlan.supervision.pages import reading
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in


@require_GET
@signed_in
def statistics(request: HttpRequest) -> HttpResponse:
    """Show coverage of the plans, findings per visit, what is found most often."""
    rights.require_somewhere(request.actor, "supervision.see")
    this_year = clock.in_china(clock.now()).year
    chosen = request.GET.get("year", "")
    year = int(chosen) if chosen in (str(this_year - 1), str(this_year - 2)) else this_year
    found = api.year_figures(request.actor, year)
    texts = {(key, item["key"]): item["text"] for key, trade in api.trades().items() for item in trade.items}
    context = {
        "figures": found,
        "items": [(trade, texts.get((trade, item), item), count) for trade, item, count in found.items],
        "years": (this_year, this_year - 1, this_year - 2),
        "tab": "statistics",
    }
    return render(request, "supervision/statistics.html", context)


@require_GET
@signed_in
def week(request: HttpRequest) -> HttpResponse:
    """Show the visits of a week."""
    today = clock.in_china(clock.now()).date()
    day = reading.asked_day(request, "week") or today
    monday = day - timedelta(days=day.weekday())
    days = api.week(request.actor, monday)
    context = {
        "days": days,
        "today": today,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "visits": sum(len(rows) for _day, rows in days),
        "tab": "week",
    }
    return render(request, "supervision/week.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def lists(request: HttpRequest, trade: str = "general") -> HttpResponse:
    """Show a trade's check list with its editions; make the next one."""
    held = rights.regions_of(request.actor, "supervision.edit_lists")
    seen = held or rights.regions_of(request.actor, "supervision.see")
    if not seen:
        rights.require(request.actor, "supervision.see", "")
    if request.method == "POST":
        said = {"trade": trade, "text": sent.text(request, "items"), "note": sent.text(request, "note")}
        api.make_edition(**said, region=sent.text(request, "region"), actor=request.actor, now=clock.now())
        messages.success(request, _("The edition is made; it is in force once somebody else approves it."))
        return redirect("supervision:list-of", trade)
    found = api.check_list(trade, seen[0])
    context = {
        "list": found,
        "trades": list(api.trades().values()),
        "typed": api.typed(found.items),
        "editions": api.editions(request.actor, trade),
        "region": held[0] if held else "",
        "may_approve": bool(rights.regions_of(request.actor, "supervision.approve")),
        "tab": "lists",
    }
    return render(request, "supervision/lists.html", context)


@require_POST
@signed_in
def approve_edition(request: HttpRequest, trade: str, edition_id: UUID) -> HttpResponse:
    """Put an edition in force."""
    api.approve_edition(edition_id=edition_id, actor=request.actor, now=clock.now())
    messages.success(request, _("The edition is in force for visits that are planned from now on."))
    return redirect("supervision:list-of", trade)
