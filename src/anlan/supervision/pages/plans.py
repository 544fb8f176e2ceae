"""Yearly plans: made from the registry, changed, submitted, approved; progress by month."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.places import api as places
from anlan.supervision import api, words
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_PLAN = "supervision.plan"
_DONE = {
    "submit": gettext_lazy("The plan is handed in; somebody else approves it."),
    "approve": gettext_lazy("The plan is approved."),
    "return": gettext_lazy("The plan is returned with the reason."),
}


@require_http_methods(["GET", "POST"])
@signed_in
def plan_list(request: HttpRequest) -> HttpResponse:
    """Show the plans; make a new one from the registry."""
    held = rights.regions_of(request.actor, _PLAN)
    if request.method == "POST":
        made = api.make_plan(new=_new(request), actor=request.actor, now=clock.now())
        messages.success(request, _("The plan is made from the registry. Look it through, then hand it in."))
        return redirect("supervision:plan", made)
    year = clock.in_china(clock.now()).year
    context = {
        "page": page_of(request, api.plans(request.actor), 20),
        "region": held[0] if held else "",
        "years": (year, year + 1),
        "trades": list(api.trades().values()),
        "tab": "plans",
    }
    return render(request, "supervision/plans.html", context)


def _new(request: HttpRequest) -> api.NewPlan:
    kind = sent.text(request, "object_kind")
    return api.NewPlan(
        region=sent.text(request, "region"),
        department=sent.text(request, "department"),
        year=_whole(request, "year"),
        kinds=(kind,) if kind else api.OBJECT_KINDS,
        trade=sent.text(request, "trade"),
    )


def _whole(request: HttpRequest, name: str) -> int:
    value = sent.text(request, name)
    if not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise InvalidValue(field=name, value=value[:10], rule="whole_number")
    return int(value)


def _cells(row: api.ItemRow) -> Iterable[object]:
    reasons = "; ".join(words.reason_text(each) for each in row.reasons)
    months = ", ".join(map(str, row.months))
    share = words.SHARE_WORDS[row.share]
    return row.object_name, places.full_name(row.region), share, row.times, months, row.done, reasons


_EXPORT = Export(
    name="inspection-plan",
    heads=(
        gettext_lazy("Object"),
        gettext_lazy("Region"),
        pgettext_lazy("supervision", "Share"),
        gettext_lazy("Inspections a year"),
        gettext_lazy("Months"),
        gettext_lazy("Done"),
        pgettext_lazy("supervision", "Reasons"),
    ),
    cells=_cells,
)


@require_GET
@signed_in
def plan_page(request: HttpRequest, plan_id: UUID) -> HttpResponseBase:
    """Show one plan with its objects, reasons and progress."""
    row = api.plan(request.actor, plan_id)
    month = request.GET.get("month", "")
    rows = api.items_of(
        row,
        share=request.GET.get("share", ""),
        month=int(month) if month in map(str, range(1, 13)) else 0,
        text=request.GET.get("q", "").strip()[:80],
    )
    if wants_file(request):
        return csv_answer(_EXPORT, rows)
    months = api.progress(row)
    may_plan = rights.may(request.actor, _PLAN, row.region)
    context = {
        "row": row,
        "page": page_of(request, rows, 30),
        "months": months,
        "month_choices": [(str(each.number), _("Month %(n)s") % {"n": each.number}, each.planned) for each in months],
        "done": sum(each.done for each in months),
        "shares": list(words.SHARE_WORDS.items()),
        "may_edit": may_plan and row.state in ("drafted", "returned"),
        "may_approve": rights.may(request.actor, "supervision.approve", row.region) and row.state == "submitted",
        "is_own": request.actor.id in (row.made_by_id, row.submitted_by_id),
        "may_inspect": rights.may(request.actor, "supervision.inspect", row.region) and row.state == "approved",
        "tab": "plans",
    }
    return render(request, "supervision/plan.html", context)


@require_POST
@signed_in
def plan_act(request: HttpRequest, plan_id: UUID, act: str) -> HttpResponse:
    """Hand in, approve or return a plan."""
    if act not in _DONE:
        raise Http404
    about = {"plan_id": plan_id, "actor": request.actor, "now": clock.now()}
    if act == "submit":
        api.submit_plan(**about)
    elif act == "approve":
        api.approve_plan(**about)
    else:
        api.return_plan(reason=sent.text(request, "reason"), **about)
    messages.success(request, str(_DONE[act]))
    return redirect("supervision:plan", plan_id)


@require_POST
@signed_in
def item_change(request: HttpRequest, plan_id: UUID, item_id: UUID) -> HttpResponse:
    """Set how often an object of a plan is inspected."""
    said = {"times": _whole(request, "times"), "reason": sent.text(request, "reason")}
    api.change_item(item_id=item_id, **said, actor=request.actor, now=clock.now())
    messages.success(request, _("The number is changed; the reason stands beside it."))
    return redirect("supervision:plan", plan_id)
