"""A list as a workbook that spreadsheets open."""

import io
from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpResponse

from anlan.kernel.later import later
from anlan.web.lists import Export

openpyxl = later("openpyxl")
openpyxl_cell = later("openpyxl.cell")

MOST_ROWS: Final = 20_000
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book_answer(export: Export, rows: Iterable[Any]) -> HttpResponse:
    """Return rows as a workbook; every text stays text, so that no cell can be taken for a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([str(head) for head in export.heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in export.cells(row)])
    buffer = io.BytesIO()
    book.save(buffer)
    headers = {"Content-Disposition": f'attachment; filename="{export.name}.xlsx"'}
    return HttpResponse(buffer.getvalue(), content_type=_TYPE, headers=headers)


def _cell(sheet: Any, value: object) -> object:
    if isinstance(value, int | float):
        return value
    cell = openpyxl_cell.WriteOnlyCell(sheet, value=str(value))
    if cell.data_type == "f":
        cell.data_type = "s"
    return cell
