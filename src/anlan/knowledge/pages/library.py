"""Searching the library, listing it, and reading one document."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.knowledge import api, words
from anlan.knowledge.pages import drafting
from anlan.knowledge.selectors.tables import case_parts
from anlan.support import journal, rights
from anlan.web.auth import signed_in
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file

SEE, WRITE, PUBLISH = "knowledge.see", "knowledge.write", "knowledge.publish"
_PER_PAGE = 20
_ROWS = 50


@require_http_methods(["GET", "POST"])
@signed_in
def search_page(request: HttpRequest) -> HttpResponse:
    """Answer what is asked with passages, each with document and article; posted, a machine drafts from them."""
    _readers_only(request)
    text, kind = request.GET.get("q", "").strip()[: api.LONGEST], request.GET.get("kind", "")
    today = in_china(clock.now()).date()
    on = asked_day(request, today)
    answer = api.search(request.actor, text, kind=kind, on=on) if text else None
    context = {
        "tab": "search",
        "text": text,
        "answer": answer,
        "on": on,
        "is_today": on == today,
        "page": page_of(request, answer.found, _PER_PAGE) if answer else None,
        "kinds": choices(words.KIND_WORDS, api.kind_counts(request.actor)),
        "drafts_are_on": drafting.are_on(),
        **_may(request),
        **(drafting.drafted(request, text, kind) if request.method == "POST" else {}),
    }
    return render(request, "knowledge/search.html", context)


@require_GET
@signed_in
def list_page(request: HttpRequest) -> HttpResponseBase:
    """Show the documents that match the address, or send the list as a file."""
    _readers_only(request)
    wanted = asked(request)
    rows = api.documents(request.actor, wanted)
    if wants_file(request):
        return csv_answer(_export(), rows)
    context = {
        "tab": "library",
        "page": page_of(request, rows, _ROWS),
        "kinds": choices(words.KIND_WORDS, api.kind_counts(request.actor)),
        "states": list(words.STATE_WORDS.items()),
        **_may(request),
    }
    return render(request, "knowledge/library.html", context)


def asked(request: HttpRequest) -> api.LibraryFilter:
    """Return which documents the address asks for."""
    chosen = request.GET
    return api.LibraryFilter(
        kind=chosen.get("kind", ""),
        state=chosen.get("state", ""),
        event_kind=chosen.get("event_kind", ""),
        text=chosen.get("q", "").strip(),
        sort=chosen.get("sort", "-changed"),
    )


@require_GET
@signed_in
def document_page(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Show one document with its passages, a case with its facts and where it comes from."""
    row = api.document(request.actor, document_id)
    force = row.force_on(in_china(clock.now()).date())
    context: dict[str, Any] = {
        "row": row,
        "force": force.value if row.in_force_from or row.repealed_from else "",
        "editions": api.editions(request.actor, row),
        "case": api.case(request.actor, document_id) if row.kind == "case" else None,
        "passages": api.passages(request.actor, document_id),
        "entries": journal.entries_about(row.subject),
        "may_write": rights.may(request.actor, WRITE, row.region),
        "may_publish": rights.may(request.actor, PUBLISH, row.region),
    }
    if context["case"]:
        context["figures"] = _figures(context["case"])
    return render(request, "knowledge/document.html", context)


def asked_day(request: HttpRequest, today: date) -> date:
    """Return the day that a search is about, by default today."""
    text = request.GET.get("on", "").strip()
    try:
        return date.fromisoformat(text) if text else today
    except ValueError as error:
        raise InvalidValue(field="on", value=text[:20], rule="written_day") from error


def part_words(passages: tuple[api.PassageRow, ...]) -> dict[str, str]:
    """Return a case's words by the key of its part."""
    by_label = {each.label: each.text for each in passages}
    return {key: by_label.get(name, "") for key, name in case_parts().items()}


def _figures(case: api.CaseRow) -> list[tuple[str, str, str]]:
    known = incidents.indicators()
    return [(known[key].name, f"{value:g}", known[key].unit) for key, value in case.figures.items() if key in known]


def _may(request: HttpRequest) -> dict[str, bool]:
    return {"may_write": bool(rights.regions_of(request.actor, WRITE))}


def _readers_only(request: HttpRequest) -> None:
    rights.require_somewhere(request.actor, SEE)


def _export() -> Export:
    days = (_("In force from"), _("Out of force from"))
    heads = (_("Title"), _("Kind"), _("Edition"), _("Source"), _("State"), *days, _("Changed"))
    return Export("knowledge", heads, _cells)


def _cells(row: api.DocumentRow) -> list[object]:
    told = (str(words.KIND_WORDS[row.kind]), row.edition, row.origin, str(words.STATE_WORDS[row.state]))
    days = (row.in_force_from or "", row.repealed_from or "")
    return [row.title, *told, *days, in_china(row.changed_at).strftime("%Y-%m-%d")]
