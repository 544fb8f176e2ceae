"""Reading analyses: the list, one run with its map, two beside each other, the models behind them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from anlan.analysis import api, words
from anlan.analysis.pages.following import chain_address
from anlan.analysis.pages.maps import legends, map_of
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.kernel.levels import Level
from anlan.places import api as places
from anlan.support import journal, rights
from anlan.web.auth import signed_in
from anlan.web.files import word_file
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file
from anlan.web.parts import LEVEL_WORDS

_PER_PAGE = 30
_LEVELS = (4, 3, 2, 1)


@require_GET
@signed_in
def run_list(request: HttpRequest) -> HttpResponse:
    """Show the kinds that can be run, and the runs that match the address."""
    chosen = request.GET
    rights.require_somewhere(request.actor, api.SEE)
    wanted = api.RunFilter(
        kind=chosen.get("kind", ""),
        state=chosen.get("state", ""),
        level=next((level for level in _LEVELS if chosen.get("level") == str(level)), None),
        mark=chosen.get("mark", ""),
        since=_since(chosen.get("days", "")),
        text=chosen.get("q", "").strip(),
        is_used=chosen.get("used") == "yes",
        sort=chosen.get("sort", "-asked"),
    )
    rows = api.runs(request.actor, wanted)
    if wants_file(request):
        return csv_answer(_export(), rows)
    page = page_of(request, rows, _PER_PAGE)
    places.names({row.region for row in page.object_list})
    titles = {word: _(kind.title) for word, kind in api.kinds().items()}
    context = {
        "page": page,
        "kinds": api.kinds().values(),
        "kind_choices": choices(titles, api.counts(request.actor, "kind")),
        "states": choices(words.STATE_WORDS, api.counts(request.actor, "state")),
        "levels": [(str(level), _(LEVEL_WORDS[Level(level)])) for level in _LEVELS],
        "marks": words.MARK_WORDS.items(),
        "periods": words.PERIOD_WORDS.items(),
        "used": [("yes", _("Relied on"))],
        "may_run": bool(rights.regions_of(request.actor, api.RUN)),
        "has_reports": bool(rights.regions_of(request.actor, "situation.see")),
    }
    template = "analysis/list_body.html" if "HX-Request" in request.headers else "analysis/list.html"
    return render(request, template, context)


@require_GET
@signed_in
def run_page(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show one run: figures with ranges, map, tables, advice, how far to trust it, and who relied on it."""
    sheet = api.run(request.actor, run_id)
    kind = api.kind_of(sheet.row.kind)
    context = {
        "sheet": sheet,
        "row": sheet.row,
        "kind": kind,
        "result": sheet.result,
        "has_ended": sheet.row.ended_at is not None,
        "map": map_of(sheet),
        "legends": legends(sheet),
        "inputs": [(field, sheet.inputs.get(field.name)) for field in kind.fields if field.kind != "id"],
        "sheets": [(api.model_sheet(each["package"]), each["edition"]) for each in sheet.models_used],
        "history": journal.entries_about(f"analysis:{run_id}"),
        "may_run": rights.may(request.actor, api.RUN, sheet.row.region),
        "may_rely": rights.may(request.actor, api.RELY, sheet.row.region),
        "chain": chain_address(sheet),
        "token": new_id(),
        "error": words.refusal(sheet.error),
    }
    return render(request, "analysis/run.html", context)


@require_GET
@signed_in
def brief(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Send the brief of a run as a Word file."""
    sheet = api.run(request.actor, run_id)
    name = f"{sheet.row.title} {_(api.kind_of(sheet.row.kind).title)}.docx"
    return word_file(api.brief_of(sheet, clock.now()), name)


@require_GET
@signed_in
def compare(request: HttpRequest, run_id: UUID, other_id: UUID) -> HttpResponse:
    """Show what differs between two runs of the same kind."""
    before, after, found = api.compared(request.actor, run_id, other_id)
    context = {"before": before, "after": after, "changes": found, "parts": words.PART_WORDS}
    return render(request, "analysis/compare.html", context)


@require_GET
@signed_in
def models_page(request: HttpRequest) -> HttpResponse:
    """Show every model: how far it is verified, for what it holds, its sources."""
    rights.require_somewhere(request.actor, api.SEE)
    return render(request, "analysis/models.html", {"sheets": api.model_sheets()})


def _export() -> Export:
    heads = (
        *(_("Kind"), _("Title"), _("Region"), _("Level"), _("State"), _("Exercise"), _("Out of date")),
        *(_("Asked at"), _("Took, s"), pgettext("analysis", "By"), _("Relied on")),
    )
    return Export("analyses", heads, _cells)


def _cells(row: api.RunRow) -> list[Any]:
    asked = clock.in_china(row.asked_at).strftime("%Y-%m-%d %H:%M")
    yes, took = _("Yes"), None if row.took_ms is None else row.took_ms / 1000
    return [
        *(_(api.kind_of(row.kind).title), row.title, places.full_name(row.region) if row.region else ""),
        *(_(LEVEL_WORDS[Level(row.level)]) if row.level else "", str(words.STATE_WORDS[row.state])),
        *(yes if row.is_exercise else "", yes if row.outdated_by else ""),
        *(asked, took, row.run_by, row.uses),
    ]


def _since(days: str) -> datetime | None:
    return clock.now() - timedelta(days=int(days)) if days in words.PERIOD_WORDS else None
