"""The calendar of holidays and occasions, and the patterns of an office's duty day."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anlan.duty import api, words
from anlan.duty.pages.asked import asked_region, typed_day, typed_id, typed_month
from anlan.duty.pages.rosters import month_words, next_month, weeks_of
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.support.rights import may
from anlan.web.auth import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Show a month with its holidays and occasions; enter one, take one out."""
    region, month = asked_region(request), typed_month(request.GET.get("month", ""))
    if request.method == "POST":
        _keep(request, region)
        return redirect(f"{request.path}?region={region}&month={month:%Y-%m}")
    days = api.month_days(month)
    held = api.occasions(request.actor, region=region, first=days[0], last=days[-1])
    marked = api.days_of(region, days, held)
    context = {
        **month_words(),
        "tab": "calendar",
        "region": region,
        "month": month,
        "before": (month - timedelta(days=1)).replace(day=1),
        "after": next_month(month),
        "weeks": weeks_of(marked, (), ()),
        "coming": api.occasions(request.actor, region=region, first=days[0], last=month + timedelta(days=366)),
        "kinds": words.OCCASIONS.items(),
        "is_doubtful": any(day.is_doubtful for day in marked),
        "may_keep": may(request.actor, "duty.keep_calendar", region),
    }
    return render(request, "duty/calendar.html", context)


def _keep(request: HttpRequest, region: str) -> None:
    form, now = request.POST, clock.now()
    if withdrawn := form.get("withdraw", ""):
        api.withdraw_occasion(occasion_id=typed_id(withdrawn, "name"), actor=request.actor, now=now)
        return
    new = api.NewOccasion(
        region=region,
        kind=form.get("kind", ""),
        name=form.get("name", ""),
        note=form.get("note", ""),
        first=typed_day(form.get("first", ""), "first"),
        last=typed_day(form.get("last", "") or form.get("first", ""), "last"),
        is_double=form.get("is_double") == "on",
    )
    api.keep_occasion(new=new, actor=request.actor, now=now)
    messages.success(request, _("The calendar holds it now."))


@require_http_methods(["GET", "POST"])
@signed_in
def patterns_page(request: HttpRequest) -> HttpResponse:
    """Show how the duty day is cut; keep an office's own way."""
    region = asked_region(request)
    if request.method == "POST":
        form = request.POST
        lines = zip(form.getlist("part"), form.getlist("starts"), form.getlist("hours"), strict=False)
        parts = [
            {"name": name, "starts": starts, "minutes": _minutes(hours)}
            for name, starts, hours in lines
            if name.strip()
        ]
        api.keep_pattern(region=region, name=form.get("name", ""), parts=parts, actor=request.actor, now=clock.now())
        messages.success(request, _("The pattern is kept. It counts for rosters that are laid out from now on."))
        return redirect(request.get_full_path())
    context = {
        "tab": "rosters",
        "region": region,
        "patterns": api.patterns(region),
        "lines": range(4),
        "may_keep": may(request.actor, "duty.plan", region),
    }
    return render(request, "duty/patterns.html", context)


def _minutes(hours: str) -> int:
    try:
        return round(float(hours) * 60)
    except (ValueError, OverflowError):
        raise InvalidValue(field="parts", value=hours[:10], rule="parts_are_24_hours") from None


def today_in_china() -> date:
    """Return the day in China."""
    return clock.in_china(clock.now()).date()
