"""A list as a document and as a table, out and in."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.protocols.spreadsheet.writing import Column, workbook_of
from anlan.safety_duties import api, papers
from anlan.support.documents import docx_of
from anlan.support.row_import.columns import LARGEST
from anlan.support.row_import.telling import told
from anlan.web.auth import signed_in

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@signed_in
def paper(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Send the list as a Word file."""
    row, now = api.duty_list(request.actor, list_id), clock.now()
    found = api.standings(row, clock.in_china(now).date())
    content = docx_of(papers.document_of(row, found, api.scores_of(list_id), now))
    return _file(content, _DOCX, "duty-list.docx")


@require_GET
@signed_in
def table(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Send the duties as an Excel table that can be sent in again."""
    row = api.duty_list(request.actor, list_id)
    columns = [Column(each.label, tuple(each.choices)) for each in api.import_columns()]
    rhythms, evidences = api.rhythm_words(), api.evidences()
    lines = [
        (
            each.text,
            each.measure,
            rhythms[each.rhythm],
            each.target,
            each.weight,
            each.basis,
            each.proof,
            evidences[each.evidence].name if each.evidence else "",
            each.due.isoformat() if each.due else "",
        )
        for each in api.items_of(list_id)
    ]
    return _file(workbook_of(f"{row.year}", columns, lines), _XLSX, "duties.xlsx")


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def import_page(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show what a table must look like, and take one; every wrong row is told, and then nothing is stored."""
    row = api.duty_list(request.actor, list_id)
    context: dict[str, object] = {"row": row, "heads": [each.label for each in api.import_columns()]}
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise InvalidValue(field="file", value="", rule="not_empty")
        sent_in = {"name": file.name or "", "raw": file.read(LARGEST + 1)}
        done = api.import_duties(list_id=list_id, **sent_in, actor=request.actor, now=clock.now())
        if not done.problems:
            messages.success(request, _("%(count)s duties entered.") % {"count": done.entered})
            return redirect("safety_duties:list", list_id)
        context |= {"count": len(done.problems), "problems": [(each, told(each)) for each in done.problems]}
    return render(request, "safety_duties/import.html", context)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
