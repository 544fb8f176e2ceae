"""Spot roll-calls: called, answered by the lower duty rooms, counted by month."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.duty import api
from anlan.duty.pages.asked import asked_region, typed_month
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_HEADS = (
    gettext_lazy("Region"),
    gettext_lazy("Called"),
    gettext_lazy("Answered in time"),
    gettext_lazy("Answered late"),
    gettext_lazy("Not answered"),
    gettext_lazy("Mean seconds"),
)


@require_http_methods(["GET", "POST"])
@signed_in
def rollcalls(request: HttpRequest) -> HttpResponseBase:
    """Show what waits for an answer, the roll-calls, and how each room answered in a month; call one."""
    region = asked_region(request)
    if request.method == "POST":
        return _call(request, region)
    month = typed_month(request.GET.get("month", ""))
    scores = api.roll_scores(request.actor, month)
    if wants_file(request):
        names = places.names(score.region for score in scores)
        export = Export(f"rollcalls-{month:%Y-%m}", _HEADS, lambda row: _cells(row, names))
        return csv_answer(export, scores)
    may_call = may(request.actor, "duty.call_roll", region)
    context = {
        "tab": "rollcalls",
        "region": region,
        "month": month,
        "page": page_of(request, api.rollcalls(request.actor, text=request.GET.get("q", "").strip())),
        "mine": api.rolls_to_answer(request.actor),
        "scores": scores,
        "rooms": places.children(region) if may_call else (),
        "may_call": may_call,
    }
    return render(request, "duty/rollcalls.html", context)


def _call(request: HttpRequest, region: str) -> HttpResponse:
    form = request.POST
    minutes = form.get("minutes", "")
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 4):
        raise InvalidValue(field="minutes", value=minutes[:10], rule="1_to_120_minutes")
    every = [room.code for room in places.children(region)] if form.get("every_room") else []
    rooms = every or [normalise(code) for code in form.getlist("room")]
    named = {"region": region, "rooms": rooms, "title": form.get("title", ""), "minutes": int(minutes)}
    call_id = api.call_roll(**named, actor=request.actor, now=clock.now())
    return redirect("duty:rollcall", call_id)


@require_GET
@signed_in
def rollcall(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Show one roll-call with its rooms."""
    call, lines = api.rollcall(request.actor, call_id)
    context = {
        "tab": "rollcalls",
        "call": call,
        "lines": lines,
        "may_call": may(request.actor, "duty.call_roll", call.region),
    }
    return render(request, "duty/rollcall.html", context)


@require_POST
@signed_in
def answer(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Answer for the own room, or write down who answered by telephone."""
    form, now = request.POST, clock.now()
    if "answered_by" in form:
        said = {"answered_by": form.get("answered_by", ""), "note": form.get("note", "")}
        api.record_roll_answer(line_id=line_id, **said, actor=request.actor, now=now)
    else:
        api.answer_roll(line_id=line_id, note=form.get("note", ""), actor=request.actor, now=now)
        messages.success(request, _("Your answer is recorded with its time."))
    back = form.get("back", "")
    return redirect("duty:rollcall", UUID(back)) if _is_id(back) else redirect("duty:rollcalls")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _cells(row: api.RoomScore, names: dict[str, str]) -> tuple[object, ...]:
    return (names.get(row.region, row.region), row.asked, row.in_time, row.late, row.missed, row.mean_seconds)
