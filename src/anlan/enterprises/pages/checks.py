"""Self-checks: the officer's phone, what was found, and which enterprises have not checked in time."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from anlan.enterprises import api
from anlan.enterprises.pages import labels
from anlan.enterprises.pages.listing import file_context, know_names, region_choices
from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import page_of

_CYCLES = tuple(api.Cycle)


@require_GET
@signed_in
def phone_page(request: HttpRequest) -> HttpResponse:
    """Show the officer's enterprises, and for each cycle whether its list has been gone through."""
    today = clock.in_china(clock.now()).date()
    firms = api.firms_kept_by(request.actor)
    lines = [(firm, [_standing(firm.id, each, today) for each in _CYCLES]) for firm in firms]
    return render(request, "enterprises/phone.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_page(request: HttpRequest, enterprise_id: UUID, cycle: str) -> HttpResponse:
    """Show a list on the phone, or take what was found, once however often it is sent."""
    firm, wanted = api.enterprise(request.actor, enterprise_id), _cycle(cycle)
    if not api.may_keep_file(request.actor, enterprise_id):
        raise NotAllowed(right=api.KEEP, region=firm.region)
    now = clock.now()
    if request.method == "POST":
        new = api.NewSelfCheck(
            enterprise_id=enterprise_id,
            cycle=wanted,
            answers=_answers(request),
            done_at=sent.pressed_at(request, now) or now,
            token=sent.token(request),
        )
        api.record_self_check(new=new, actor=request.actor, now=now)
        messages.success(request, gettext("The self-check is sent."))
        return redirect("enterprises:checks-phone")
    context = {
        "firm": firm,
        "cycle": wanted,
        "word": labels.CYCLES[wanted],
        "items": api.check_items(enterprise_id, wanted),
        "standing": _standing(enterprise_id, wanted, clock.in_china(now).date()),
        "results": labels.RESULTS.items(),
    }
    return render(request, "enterprises/check.html", context)


@require_GET
@signed_in
def checks_page(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Show what an enterprise has checked by itself, the latest first, with what failed."""
    context = file_context(request.actor, enterprise_id, "checks")
    rows = [
        (row, [each for each in row.items if each["result"] == api.Result.FAILED])
        for row in api.self_checks(enterprise_id)
    ]
    context |= {
        "lines": [(row, labels.CYCLES[row.cycle], failures) for row, failures in rows],
        "cycles": labels.CYCLES.items(),
    }
    return render(request, "enterprises/checks.html", context)


@require_GET
@signed_in
def unchecked_page(request: HttpRequest) -> HttpResponse:
    """Show which enterprises have not gone through their list of the last period."""
    chosen, today = request.GET.get("cycle", ""), clock.in_china(clock.now()).date()
    wanted = api.Cycle(chosen) if chosen in list(api.Cycle) else api.Cycle.DAY
    page = page_of(request, api.unchecked(request.actor, wanted, today, request.GET.get("region", "")))
    know_names(page)
    context = {
        "tab": "unchecked",
        "page": page,
        "begins_on": api.last_begin(wanted, today),
        "word": labels.CYCLES[wanted],
        "lines": [labels.labelled(row) for row in page],
        "cycles": list(labels.CYCLES.items()),
        "regions": region_choices(request.actor),
        "has_no_file": True,
    }
    return render(request, "enterprises/unchecked.html", context)


def _cycle(text: str) -> api.Cycle:
    if text not in list(api.Cycle):
        raise NotFound(what="cycle", id=text)
    return api.Cycle(text)


def _standing(enterprise_id: UUID, cycle: api.Cycle, today: date) -> dict[str, object]:
    begins_on = api.begin_of(cycle, today)
    done = api.self_check(enterprise_id, cycle, begins_on)
    return {"cycle": cycle, "word": labels.CYCLES[cycle], "begins_on": begins_on, "done": done}


def _answers(request: HttpRequest) -> dict[str, api.Answer]:
    """Return what was found by item: fields ``r_KEY`` and ``n_KEY``."""
    keys = [name[2:] for name in request.POST if name.startswith("r_")]
    return {key: api.Answer(sent.text(request, f"r_{key}"), sent.text(request, f"n_{key}")) for key in keys}
