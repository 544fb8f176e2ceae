"""Cases written by hand, and a table of cases."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.knowledge import api
from anlan.knowledge.pages.papers import writing_regions
from anlan.support.row_import.columns import LARGEST
from anlan.support.row_import.telling import told
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.lists import Export, csv_answer

_SHOWN = 200
_FIGURES = ("dead", "missing", "injured", "affected_pop", "evacuated_pop")


@require_http_methods(["GET", "POST"])
@signed_in
def new_case(request: HttpRequest) -> HttpResponse:
    """Write a case by hand."""
    regions = writing_regions(request)
    if request.method == "POST":
        return redirect("knowledge:document", _written(request))
    known = incidents.indicators()
    context = {
        "regions": regions,
        "kinds": [(kind.code, kind.name) for kind in incidents.event_kinds().values()],
        "parts": list(api.case_parts().items()),
        "figures": [(key, known[key].name, known[key].unit) for key in _FIGURES],
    }
    return render(request, "knowledge/new_case.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def import_page(request: HttpRequest) -> HttpResponseBase:
    """Show what a table of cases must look like, and take one; ``?format=csv`` gives the empty table."""
    regions = writing_regions(request)
    if request.GET.get("format") == "csv":
        heads = tuple(each.label for each in api.case_columns())
        return csv_answer(Export("cases", heads, tuple), ())
    context: dict[str, object] = {"regions": regions}
    if request.method == "GET":
        return render(request, "knowledge/import.html", context)
    file = request.FILES.get("file")
    if file is None:
        raise InvalidValue(field="file", value="", rule="not_empty")
    given = {"raw": file.read(LARGEST + 1), "name": file.name or "", "region": sent.text(request, "region")}
    problems = api.check_cases(**given, actor=request.actor, now=clock.now())
    if problems:
        context |= {"count": len(problems), "problems": [(each, told(each)) for each in problems[:_SHOWN]]}
        return render(request, "knowledge/import.html", context, status=400)
    count = api.import_cases(**given, actor=request.actor, now=clock.now())
    messages.success(request, _("%(count)s cases are drafts in the library now.") % {"count": count})
    return redirect("/knowledge/library/?kind=case&state=draft")


def _written(request: HttpRequest) -> UUID:
    ended = sent.text(request, "ended_at")
    new = api.NewCase(
        title=sent.text(request, "title"),
        event_kind=sent.text(request, "event_kind"),
        place_region=sent.text(request, "place_region"),
        region=sent.text(request, "region"),
        place_text=sent.text(request, "place_text"),
        happened_at=typed_moment(sent.text(request, "happened_at"), "happened_at"),
        ended_at=typed_moment(ended, "ended_at") if ended else None,
        figures={key: _number(request, key) for key in _FIGURES if sent.text(request, key)},
        words={key: sent.text(request, key) for key in api.case_parts()},
        origin=sent.text(request, "origin"),
    )
    return api.add_case(new=new, actor=request.actor, now=clock.now())


def _number(request: HttpRequest, field: str) -> float:
    text = sent.text(request, field)
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidValue(field=field, value=text[:20], rule="zero_or_more")
    return float(text)
