"""The worksheet as a Word file, and stock from a table."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.major_hazards import api
from anlan.places import api as places
from anlan.protocols.spreadsheet.writing import Column, workbook_of
from anlan.support.rights import regions_of, require
from anlan.support.row_import.columns import Problem
from anlan.support.row_import.telling import told
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LARGEST = 5_000_000
_SHOWN = 200


@require_GET
@signed_in
def worksheet(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Send the newest reckoning of a unit as a Word file."""
    row = api.unit(request.actor, unit_id)
    history = api.history_of(row.id, limit=1)
    if not history:
        raise NotFound(what="worksheet")
    content, name = api.worksheet_paper(row, history[0], places.full_name(row.region))
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(content, content_type=_DOCX, headers=headers)


@require_GET
@signed_in
def empty_table(request: HttpRequest) -> HttpResponse:
    """Send the empty table whose heads the import knows."""
    columns = [Column(each.label, tuple(dict.fromkeys(each.choices))[:2]) for each in api.columns()]
    headers = {"Content-Disposition": 'attachment; filename="stock.xlsx"'}
    return HttpResponse(workbook_of("1", columns, ()), content_type=_XLSX, headers=headers)


@require_http_methods(["GET", "POST"])
@signed_in
def import_page(request: HttpRequest) -> HttpResponse:
    """Take a table of stock; where a row is refused nothing is stored and every row is told."""
    if not regions_of(request.actor, api.KEEP):
        require(request.actor, api.KEEP, "")
    context: dict[str, object] = {"tab": "units", "columns": api.columns()}
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None or file.size is None or file.size > _LARGEST:
            raise InvalidValue(field="file", value=file.name[:40] if file and file.name else "", rule="at_least_one")
        named = {"raw": file.read(), "name": file.name or "", "actor": request.actor, "now": clock.now()}
        problems = api.check_stock(**named)
        if not problems:
            count = api.import_stock(**named)
            messages.success(request, _("The stock of %(count)s units was taken from the table.") % {"count": count})
            return redirect("major_hazards:units")
        context |= {"problems": [(each, _said(each)) for each in problems[:_SHOWN]], "count": len(problems)}
    return render(request, "major_hazards/import.html", context, status=400 if "problems" in context else 200)


def _said(problem: Problem) -> str:
    refusal = problem.data.get("refusal")
    return sentence(refusal) if refusal else told(problem)  # type: ignore[arg-type] - only refusals are put there
