"""Importing a survey: the empty table, an upload, its preview with every error and change, and the storing."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.protocols.spreadsheet.writing import Column, workbook_of
from anlan.risks import api
from anlan.risks.pages.keeping import KEEP
from anlan.support.rights import regions_of, require
from anlan.support.row_import.columns import LARGEST, Crs, Problem
from anlan.support.row_import.telling import told
from anlan.web.auth import signed_in
from anlan.web.errors import sentence
from anlan.web.lists import Export, csv_answer

WHATS: Final = {"sites": _("Hazard sites"), "exposed": _("Exposed elements"), "zones": _("Risk zones")}
CRS_WORDS: Final = {
    Crs.AS_FILE: _("as the file says (CGCS2000 where it says nothing)"),
    Crs.CGCS2000: _("CGCS2000, degrees"),
    Crs.WEB_MERCATOR: _("Web Mercator, metres"),
    Crs.GCJ02: _("GCJ-02 (public web maps)"),
}
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN: Final = 200
_MOST_WORDS: Final = 12


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def upload(request: HttpRequest) -> HttpResponseBase:
    """Show what can be imported; take a file. ``?empty=sites`` gives the empty table of a list."""
    if not regions_of(request.actor, KEEP):
        require(request.actor, KEEP, "")
    if request.GET.get("empty") in WHATS:
        return _empty(request.GET["empty"])
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise InvalidValue(field="file", value="", rule="not_empty")
        survey_id = api.upload_survey(
            what=request.POST.get("what", ""),
            crs=request.POST.get("crs", ""),
            name=file.name or "",
            raw=file.read(LARGEST + 1),
            actor=request.actor,
            now=clock.now(),
        )
        return redirect("risks:import-preview", survey_id)
    context = {"whats": WHATS.items(), "crs": CRS_WORDS.items(), "tab": "import"}
    return render(request, "risks/import.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preview(request: HttpRequest, survey_id: UUID) -> HttpResponseBase:
    """Show row by row what storing the file will do and what is wrong with it; store it."""
    if request.method == "POST":
        done = api.store_survey(survey_id=survey_id, actor=request.actor, now=clock.now())
        said = gettext("%(entered)s entered, %(changed)s changed.")
        messages.success(request, said % {"entered": done.new_count, "changed": done.changed_count})
        return redirect("risks:sites")
    row, planned = api.preview_survey(survey_id=survey_id, actor=request.actor)
    problems = [(each, rule_of(each)) for each in planned.problems]
    if request.GET.get("format") == "csv":
        return csv_answer(REPORT, problems)
    context: dict[str, Any] = {
        "survey": row,
        "what": WHATS[row.what],
        "planned": planned,
        "problems": problems[:_SHOWN],
        "more_problems": max(0, len(problems) - _SHOWN),
        "lines": planned.lines[:_SHOWN],
        "more_lines": max(0, len(planned.lines) - _SHOWN),
    }
    return render(request, "risks/import_preview.html", context)


def rule_of(problem: Problem) -> str:
    """Return the rule that a value breaks, as the person who mends the file reads it."""
    refusal = problem.data.get("refusal")
    return sentence(refusal) if refusal is not None else told(problem)  # type: ignore[arg-type] - only refusals are put there


def _cells(pair: tuple[Problem, str]) -> Iterable[object]:
    problem, rule = pair
    return problem.row, problem.field, problem.value, rule


REPORT: Final = Export("import-report", (_("Row"), _("Field"), _("Value"), _("Rule")), _cells)


def _empty(what: str) -> HttpResponse:
    """Return an empty table with the heads that are read and the words that a column may hold."""
    columns = [
        Column(column.label, tuple(column.choices) if len(column.choices) <= _MOST_WORDS else ())
        for column in api.SURVEY_LISTS[what].columns()
    ]
    answer = HttpResponse(workbook_of(str(WHATS[what]), columns, ()), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{what}-empty.xlsx"'
    return answer
