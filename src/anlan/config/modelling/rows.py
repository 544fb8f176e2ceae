"""Rows of a file (CSV in any usual encoding, a workbook, or JSON), and outcomes as CSV or JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from anlan.protocols.spreadsheet.table import open_table
from anlan.science.saying import Said

MOST_ROWS: Final = 1_000_000
_LAST: Final = ("refused", "reason")


class NotRows(ValueError):
    """A file that holds no rows with named columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number in the file (the head is row 1, JSON counts from 1) and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one row, or of several that belong together: fields, and why it was refused, in words too."""

    rows: tuple[int, ...]
    fields: dict[str, Any]
    refused: str = ""
    said: Said | None = None


def rows_of(raw: bytes) -> list[Row]:
    """Return a file's rows; rows without any cell are left out."""
    rows = _from_json(raw) if raw.lstrip()[:1] in (b"[", b"{") else _from_table(raw)
    if len(rows) > MOST_ROWS:
        raise NotRows(f"more than {MOST_ROWS} rows")
    return rows


def _from_table(raw: bytes) -> list[Row]:
    lines = enumerate(open_table(raw).rows(), 1)
    head: list[str] = []
    for _, line in lines:
        head = [cell.strip().removeprefix("\ufeff") for cell in line]
        if any(head):
            break
    named = [name for name in head if name]
    if not named:
        raise NotRows("no row names the columns")
    if len(set(named)) < len(named):
        raise NotRows("a column stands twice")
    filled = ((number, line) for number, line in lines if any(cell.strip() for cell in line))
    return [
        Row(number, {name: cell for name, cell in zip(head, line, strict=False) if name}) for number, line in filled
    ]


def _from_json(raw: bytes) -> list[Row]:
    try:
        data = json.loads(raw, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise NotRows(f"not JSON: {error}") from None
    listed = data.get("rows") if isinstance(data, dict) else data
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise NotRows("JSON must be a list of objects")
    return [Row(number, {name: _cell(value) for name, value in each.items()}) for number, each in enumerate(listed, 1)]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(_cell(each) for each in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def written(outcomes: Sequence[Outcome], form: str, words: Callable[[str], str] = str) -> str:
    """Return outcomes as ``csv`` or ``json``; each names its rows, and says why where it was refused.

    "refused" holds the code, "reason" the same as a sentence, in the language that ``words`` turns a text into.
    """
    told = [
        {"rows": _numbers(each.rows, form), **each.fields, "refused": each.refused, "reason": _reason(each, words)}
        for each in outcomes
    ]
    if form == "json":
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    heads = [name for name in dict.fromkeys(name for each in told for name in each) if name not in _LAST]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*heads, *_LAST], lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({name: "" if value is None else value for name, value in each.items()} for each in told)
    return text.getvalue()


def _reason(outcome: Outcome, words: Callable[[str], str]) -> str:
    said = outcome.said
    return words(said.text) % {**said.values, "field": words(said.values["field"])} if said else ""


def _numbers(rows: Iterable[int], form: str) -> Any:
    return list(rows) if form == "json" else " ".join(map(str, rows))
