"""Figures as an Excel table in the system's own layout, out and in."""

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
from anlan.kernel.regions import padded
from anlan.losses import api
from anlan.places import api as places
from anlan.protocols.spreadsheet.writing import Column, workbook_of
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LARGEST: Final = 5_000_000


@require_GET
@signed_in
def export(request: HttpRequest, survey_id: UUID, region: str) -> HttpResponse:
    """Send a board as a table: one unit a row, heads by code, names and units in the second row."""
    survey = api.survey(request.actor, survey_id)
    board = api.board(request.actor, survey, region, clock.now())
    indicators = list(api.loss_table(survey.table).indicators.values())
    names = places.names({row.region for row in board.rows})
    columns = [Column("region"), Column("name"), *(Column(each.key, hint=each.definition) for each in indicators)]
    lines: list[list[object]] = [[_("Division code"), _("Unit"), *(f"{each.name} {each.unit}" for each in indicators)]]
    for row in board.rows:
        told = [_number(row, each) for each in indicators]
        lines.append([padded(row.region), names.get(row.region, ""), *told])
    answer = HttpResponse(workbook_of(survey.table_name, columns, lines), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="losses-{survey.table}-{region}.xlsx"'
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def upload(request: HttpRequest, survey_id: UUID, region: str) -> HttpResponse:
    """Take a table: all rows or none, each refused row with its reason."""
    survey = api.survey(request.actor, survey_id)
    rights.require(request.actor, "losses.enter", region)
    context: dict[str, object] = {"survey": survey, "region": region}
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise InvalidValue(field="file", value="", rule="at_least_one")
        raw = file.read(_LARGEST + 1)
        done = api.import_figures(survey_id=survey_id, raw=raw, actor=request.actor, now=clock.now())
        if not done.refused:
            messages.success(request, _("%(n)s units entered; they wait for acceptance.") % {"n": done.entered})
            return redirect(f"/losses/{survey_id}/?region={region}")
        context["refused"] = [(number, sentence(refusal)) for number, refusal in done.refused]
    return render(request, "losses/upload.html", context)


def _number(row: api.UnitRow, one: api.Indicator) -> object:
    value = row.figures.get(one.key)
    if value is None:
        return ""
    return float(value) if one.decimals else int(value)
