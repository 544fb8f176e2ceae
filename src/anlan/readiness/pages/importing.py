"""Importing a register: the empty table, an upload, its preview with every error, and the storing."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.protocols.spreadsheet.writing import Column
from anlan.readiness import api
from anlan.readiness.pages.files import empty_table, workbook_answer
from anlan.support.rights import regions_of, require
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

_SHOWN: Final = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def upload(request: HttpRequest, register: str) -> HttpResponseBase:
    """Show what a table must look like; take one. ``?format=xlsx`` gives an empty one."""
    wanted = api.register(register)
    if not regions_of(request.actor, "readiness.register"):
        require(request.actor, "readiness.register", "")
    if request.GET.get("format") == "xlsx":
        return empty_table(wanted)
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise InvalidValue(field="file", value="", rule="not_empty")
        raw = file.read(api.LARGEST_TABLE + 1)
        named = {"register_key": register, "name": file.name or "", "raw": raw}
        table_id = api.upload_table(actor=request.actor, now=clock.now(), **named)
        return redirect("readiness:import-preview", register, table_id)
    return render(request, "readiness/import.html", {"tab": register, "register": wanted})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preview(request: HttpRequest, register: str, table_id: UUID) -> HttpResponseBase:
    """Show what storing the table will do, with every row that is refused; store it."""
    wanted = api.register(register)
    if request.method == "POST":
        leave_out = request.POST.get("leave_out") == "on"
        done = api.store_table(table_id=table_id, leave_out=leave_out, actor=request.actor, now=clock.now())
        said = gettext("%(entered)s entered, %(changed)s changed, %(refused)s rows left out.")
        told = {"entered": done.entered, "changed": done.changed, "refused": len(done.problems)}
        messages.success(request, said % told)
        return redirect("readiness:register", register)
    tried = api.preview_table(table_id=table_id, actor=request.actor, now=clock.now())
    if request.GET.get("format") == "xlsx":
        return _refused_rows(wanted, tried)
    context = {
        "tab": register,
        "register": wanted,
        "tried": tried,
        "problems": [(each.row, sentence(each.refusal)) for each in tried.problems[:_SHOWN]],
        "more": max(0, len(tried.problems) - _SHOWN),
    }
    return render(request, "readiness/import_preview.html", context)


def _refused_rows(wanted: api.Register, tried: api.Tried) -> HttpResponse:
    """Return the refused rows as a table to be mended and imported again, each with what is wrong."""
    keys = list(tried.problems[0].row.texts) if tried.problems else []
    heads = [Column(gettext("Row")), Column(gettext("What is wrong")), *(Column(_head(wanted, key)) for key in keys)]
    lines: Iterable[list[object]] = (
        [each.row.number, sentence(each.refusal), *(each.row.texts[key] for key in keys)] for each in tried.problems
    )
    return workbook_answer(wanted, heads, lines, f"{wanted.key}-refused")


def _head(wanted: api.Register, key: str) -> str:
    field = next((each for each in wanted.fields if each.key == key), None)
    return field.head if field else api.COLUMN_WORDS[key][0]
