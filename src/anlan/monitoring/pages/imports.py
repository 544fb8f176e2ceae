"""Importing history: upload a table, say what its columns are, see every error, store, take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.monitoring import api
from anlan.monitoring.pages import import_words
from anlan.monitoring.pages.import_forms import choices, lines_of, plan_of, reading_of
from anlan.support.rights import regions_of, require
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of

_RIGHT = "monitoring.import_history"
_HEADS = (gettext_lazy("Row"), gettext_lazy("Column"), gettext_lazy("Reason"), gettext_lazy("Text in the cell"))


@signed_in
def imports_page(request: HttpRequest) -> HttpResponse:
    """List the imports; take an upload."""
    _require(request.actor)
    if request.method == "POST":
        return _upload(request)
    page = page_of(request, api.imports(request.actor))
    lines = [(row, import_words.STATES[row.state], import_words.TONES[row.state]) for row in page.object_list]
    context = {"page": page, "lines": lines}
    return render(request, "monitoring/imports.html", context)


@signed_in
def import_page(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show an import at the step where it is."""
    row = api.history_import(request.actor, import_id)
    context = {
        "row": row,
        "state": import_words.STATES[row.state],
        "tone": import_words.TONES[row.state],
        "is_under_way": row.state in api.UNDER_WAY,
        "total": row.rows if row.state == "checking" else row.readings,
    }
    if request.headers.get("HX-Request"):
        return _progress(request, row, context)
    if row.state == "uploaded" or (row.state == "checked" and "columns" in request.GET):
        return render(request, "monitoring/import_columns.html", context | _columns(request, row))
    return render(request, "monitoring/import.html", context | _findings(request, row))


@signed_in
@require_POST
def read_otherwise(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Read the file in another encoding, with another delimiter, or another sheet of it."""
    preview = _preview(request, import_id)
    api.reopen_history(import_id=import_id, plan=reading_of(preview.plan, request.POST), actor=request.actor)
    return redirect("monitoring:import", import_id)


@signed_in
@require_POST
def check(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take what the columns are, and have the table checked."""
    preview = _preview(request, import_id)
    api.check_history(import_id=import_id, plan=plan_of(preview.plan, request.POST), actor=request.actor)
    return redirect("monitoring:import", import_id)


@signed_in
@require_POST
def store(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Have the readings stored."""
    api.store_history(import_id=import_id, keep_good=request.POST.get("keep_good") == "on", actor=request.actor)
    return redirect("monitoring:import", import_id)


@signed_in
@require_POST
def take_back(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Have the readings of an import deleted again."""
    api.take_back_history(import_id=import_id, actor=request.actor)
    return redirect("monitoring:import", import_id)


@signed_in
@require_POST
def discard(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Throw an upload away."""
    api.discard_history(import_id=import_id, actor=request.actor, now=clock.now())
    messages.success(request, _("Discarded. Nothing of the file was stored."))
    return redirect("monitoring:imports")


@signed_in
def problems_file(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Give the problems as a file."""
    rows = api.import_problems(request.actor, import_id, request.GET.get("kind", ""))
    export = Export(f"import-{import_id}", _HEADS, _problem_cells)
    return csv_answer(export, rows)


def _problem_cells(each: api.ProblemRow) -> tuple[object, ...]:
    return each.row, each.column, import_words.PROBLEMS.get(each.code, each.code), each.text


def _upload(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise InvalidValue(field="file", value="", rule="not_empty")
    upload = api.Upload(file.name or "", file.read())
    import_id = api.upload_history(upload=upload, actor=request.actor, now=clock.now())
    return redirect("monitoring:import", import_id)


def _preview(request: HttpRequest, import_id: UUID) -> api.Preview:
    preview = api.import_preview(request.actor, import_id)
    if preview is None:
        raise InvalidValue(field="file", value="", rule="kept")
    return preview


def _progress(request: HttpRequest, row: api.ImportRow, context: dict[str, Any]) -> HttpResponse:
    """Answer the page's own question how far it is; have it loaded anew when it is done."""
    if row.state in api.UNDER_WAY:
        return render(request, "monitoring/import_progress.html", context)
    answer = HttpResponse()
    answer["HX-Redirect"] = request.path
    return answer


def _columns(request: HttpRequest, row: api.ImportRow) -> dict[str, Any]:
    preview = _preview(request, row.id)
    failure = ""
    if row.failure:
        failure = _(row.failure["message"]) % row.failure["data"]
    return {
        "preview": preview,
        "lines": lines_of(preview),
        "choices": choices(),
        "quantities": api.quantities().values(),
        "encodings": import_words.ENCODINGS,
        "delimiters": import_words.DELIMITERS,
        "before": api.stored_before(request.actor, row.id),
        "failure": failure,
    }


def _findings(request: HttpRequest, row: api.ImportRow) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    kinds = [(code, import_words.PROBLEMS.get(code, code), count) for code, count in row.problem_counts.items()]
    page = page_of(request, api.import_problems(request.actor, row.id, kind))
    return {
        "page": page,
        "problems": [(each, import_words.PROBLEMS.get(each.code, each.code)) for each in page.object_list],
        "kinds": sorted(kinds, key=lambda each: -each[2]),
        "strangers": sorted(row.strangers.items(), key=lambda each: -each[1])[:20],
        "charted": api.import_stations(request.actor, row.id) if row.state == "stored" else (),
    }


def _require(actor: Actor) -> None:
    if not regions_of(actor, _RIGHT):
        require(actor, _RIGHT, "")
