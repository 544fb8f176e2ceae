"""Tables as CSV files that a spreadsheet opens without harm, and as Parquet for other programs."""

import csv
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.http import FileResponse, HttpResponse

from anlan.kernel.clock import in_china
from anlan.monitoring.adapters import tables

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a CSV file in UTF-8 with its mark; instants in China time, no text that a spreadsheet would calculate."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    writer.writerow([str(cell) for cell in head])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return answer


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return in_china(value).strftime("%Y-%m-%d %H:%M:%S")
    text = str(value)
    return f"'{text}" if not isinstance(value, int | float) and text.startswith(_FORMULA_STARTS) else text


def parquet_file(name: str, pieces: Iterable[dict[str, list[object]]], columns: tuple[str, ...]) -> FileResponse:
    """Return a Parquet file of columns."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "export"
        tables.write(pieces, columns, made, "parquet")
        return FileResponse(made.open("rb"), as_attachment=True, filename=f"{name}.parquet")
