"""The list of judgement reports, drafting one, and its page."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.places import api as places
from anlan.situation import api, words
from anlan.situation.pages import drawing
from anlan.support import journal, rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.files import word_file
from anlan.web.lists import page_of

SEE, WRITE, SIGN = "situation.see", "situation.write", "situation.sign"
_PER_PAGE = 30


@require_GET
@signed_in
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the reports that match the address."""
    rights.require_somewhere(request.actor, SEE)
    chosen = request.GET
    wanted = api.SituationFilter(
        kind=chosen.get("kind", ""),
        state=chosen.get("state", ""),
        text=chosen.get("q", "").strip(),
        sort=chosen.get("sort", "-first"),
    )
    page = page_of(request, api.reports(request.actor, wanted), _PER_PAGE)
    places.names({row.region for row in page.object_list})
    context = {
        "page": page,
        "kinds": list(words.KIND_WORDS.items()),
        "states": list(words.STATE_WORDS.items()),
        "may_write": bool(rights.regions_of(request.actor, WRITE)),
    }
    return render(request, "situation/list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new_report(request: HttpRequest) -> HttpResponse:
    """Draft a report from the records."""
    held = rights.regions_of(request.actor, WRITE)
    if not held:
        rights.require(request.actor, WRITE, "")
    if request.method == "POST":
        new = api.NewReport(
            kind=sent.text(request, "kind"),
            region=sent.text(request, "region"),
            day=_day(request, "day"),
            last=_day(request, "last") if sent.text(request, "last") else None,
            name=sent.text(request, "name"),
        )
        return redirect("situation:report", api.draft_report(new=new, actor=request.actor, now=clock.now()))
    known = places.full_names(code for code in held if code)
    context = {
        "kinds": words.KIND_WORDS.items(),
        "regions": [(code, known.get(code, code)) for code in held if code],
        "today": in_china(clock.now()).date(),
    }
    return render(request, "situation/new.html", context)


@require_GET
@signed_in
def report_page(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Show a report: its sections, what the records said, and what can be done with it."""
    whole = api.report(request.actor, report_id)
    may_write = rights.may(request.actor, WRITE, whole.row.region)
    spots = _spots(whole.facts)
    context = {
        "row": whole.row,
        "facts": whole.facts,
        "sections": whole.sections,
        "spots": spots,
        "chart": drawing.chart_of(whole.facts),
        "map": drawing.map_of(spots),
        "work": api.work_table(whole.facts),
        "months": sorted(whole.facts["months"]["counts"].items()),
        "entries": journal.entries_about(whole.row.subject),
        "may_edit": may_write and whole.row.state == "draft",
        "may_sign": rights.may(request.actor, SIGN, whole.row.region) and whole.row.state == "submitted",
        "has_written": request.actor.id in whole.editor_ids,
    }
    return render(request, "situation/report.html", context)


@require_GET
@signed_in
def report_file(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send the Word file, as signed or as the draft stands."""
    return word_file(*api.report_document(request.actor, report_id))


def _spots(facts: dict[str, Any]) -> list[dict[str, Any]]:
    names = places.full_names({spot["region"] for spot in facts["spots"]})
    return [{**spot, "name": names.get(spot["region"], spot["region"])} for spot in facts["spots"]]


def _day(request: HttpRequest, name: str) -> date:
    text = sent.text(request, name)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(field=name, value=text[:20], rule="written_day") from error
