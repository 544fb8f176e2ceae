"""Lists on pages: one page of rows, or all of them as a file that a spreadsheet opens."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.functional import Promise

PER_PAGE: Final = 50
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Export:
    """What a list looks like as a file: its name, the heads of its columns, and a row's cells."""

    name: str
    heads: tuple[str | Promise, ...]
    cells: Callable[[Any], Iterable[object]]


def page_of(request: HttpRequest, rows: Sequence[Any], per_page: int = PER_PAGE) -> Page:
    """Return the page that the address asks for, or the nearest there is."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def wants_file(request: HttpRequest) -> bool:
    """Tell whether the address asks for the list as a file."""
    return request.GET.get("format") == "csv"


def csv_answer(export: Export, rows: Iterable[Any]) -> StreamingHttpResponse:
    """Return all rows as CSV in UTF-8 with a byte order mark; no cell can be taken for a formula."""
    headers = {"Content-Disposition": f'attachment; filename="{export.name}.csv"'}
    return StreamingHttpResponse(_lines(export, rows), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(export: Export, rows: Iterable[Any]) -> Iterator[str]:
    yield _BYTE_ORDER_MARK + _line(export.heads)
    for row in rows:
        yield _line(export.cells(row))


def _line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([_harmless(cell) for cell in cells])
    return buffer.getvalue()


def _harmless(cell: object) -> object:
    """Return a text cell so that no spreadsheet runs it; numbers stay numbers."""
    if cell is None or isinstance(cell, int | float):
        return cell
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def choices(labels: Mapping[str, str | Promise], counts: Mapping[str, int]) -> list[tuple[str, str | Promise, int]]:
    """Return a filter's choices that occur, with how often."""
    return [(value, label, counts[value]) for value, label in labels.items() if counts.get(value)]
