"""The list of inspections, and the planning of one."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.places import api as places
from anlan.supervision import api, words
from anlan.supervision.pages import reading
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file

_INSPECT = "supervision.inspect"


def _cells(row: api.InspectionRow) -> Iterable[object]:
    return (
        row.planned_for.isoformat(),
        words.KIND_WORDS[row.kind],
        row.object_name,
        places.full_name(row.region),
        row.department,
        ", ".join(each.name for each in row.officers),
        words.STATE_WORDS[row.state],
        row.findings,
        row.rectify_by or "",
        row.recheck_by or "",
        row.publish_by or "",
        row.published_at.date().isoformat() if row.published_at else "",
    )


_EXPORT = Export(
    name="inspections",
    heads=(
        pgettext_lazy("supervision", "Day"),
        gettext_lazy("Kind"),
        gettext_lazy("Object"),
        gettext_lazy("Region"),
        gettext_lazy("Department"),
        gettext_lazy("Officers"),
        gettext_lazy("State"),
        gettext_lazy("Findings"),
        gettext_lazy("Put right by"),
        gettext_lazy("Re-inspect by"),
        gettext_lazy("Publish by"),
        gettext_lazy("Published"),
    ),
    cells=_cells,
)


@require_GET
@signed_in
def inspection_list(request: HttpRequest) -> HttpResponseBase:
    """Show the inspections that match the address."""
    wanted = wanted_of(request)
    rows = api.inspections(request.actor, wanted)
    if wants_file(request):
        return csv_answer(_EXPORT, rows)
    counts = api.inspection_counts(request.actor, api.InspectionFilter(kind=wanted.kind, text=wanted.text))
    context = {
        "page": page_of(request, rows, 30),
        "states": choices(words.STATE_WORDS, counts),
        "kinds": list(words.KIND_WORDS.items()),
        "dues": list(words.DUE_WORDS.items()),
        "today": clock.in_china(clock.now()).date(),
        "may_plan": bool(rights.regions_of(request.actor, _INSPECT)),
        "tab": "list",
    }
    template = "supervision/list_body.html" if "HX-Request" in request.headers else "supervision/list.html"
    return render(request, template, context)


def wanted_of(request: HttpRequest) -> api.InspectionFilter:
    """Return what the address filters by."""
    chosen = request.GET
    officer, draw, thing = (chosen.get(name, "") for name in ("officer", "draw", "object"))
    return api.InspectionFilter(
        object_id=sent.as_id("object", thing) if thing else None,
        state=chosen.get("state", ""),
        kind=chosen.get("kind", ""),
        text=chosen.get("q", "").strip()[:80],
        due=chosen.get("due", ""),
        sort=chosen.get("sort", ""),
        officer_id=sent.as_id("officer", officer) if officer else None,
        draw_id=sent.as_id("draw", draw) if draw else None,
        since=reading.asked_day(request, "since"),
        until=reading.asked_day(request, "until"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def new_inspection(request: HttpRequest) -> HttpResponse:
    """Choose the object, then day, officers and check list; plan the visit."""
    rights.require_somewhere(request.actor, _INSPECT)
    if request.method == "POST":
        planned = api.plan_inspection(new=_new(request), actor=request.actor, now=clock.now())
        messages.success(request, _("The visit is planned; the officers see it on the phone."))
        return redirect("supervision:inspection", planned)
    chosen = request.GET
    today = clock.in_china(clock.now()).date()
    context: dict[str, object] = {"today": today, "kinds": list(words.KIND_WORDS.items())}
    context |= {"source": chosen.get("source", ""), "visit": chosen.get("visit", "")}
    if chosen.get("id"):
        found = api.subject(request.actor, chosen.get("kind", ""), sent.as_id("object", chosen["id"]))
        context |= {
            "subject": found,
            "officers": api.able_officers(request.actor, found.region, today),
            "trades": list(api.trades().values()),
            "frequency": api.due_frequency(found.standing),
            "item": chosen.get("item", ""),
        }
    else:
        text = chosen.get("q", "").strip()[:80]
        context |= {"found": api.find_subjects(request.actor, text), "text": text}
    return render(request, "supervision/new.html", context)


def _new(request: HttpRequest) -> api.NewInspection:
    kind = sent.text(request, "visit_kind")
    if kind not in {each.value for each in api.InspectionKind}:
        raise InvalidValue(field="kind", value=kind[:20], rule="chosen_from_the_list")
    source, item = sent.text(request, "source"), sent.text(request, "item")
    partners = sent.text(request, "partners").splitlines()
    return api.NewInspection(
        kind=api.InspectionKind(kind),
        object_kind=sent.text(request, "object_kind"),
        object_id=sent.as_id("object", sent.text(request, "object_id")),
        planned_for=reading.day(request, "planned_for"),
        officers=reading.ids(request, "officers"),
        department=sent.text(request, "department"),
        partners=tuple(each.strip() for each in partners if each.strip()),
        trade=sent.text(request, "trade"),
        scheme=sent.text(request, "scheme"),
        source_id=sent.as_id("source", source) if source else None,
        plan_item_id=sent.as_id("item", item) if item else None,
        id=sent.token(request),
    )
