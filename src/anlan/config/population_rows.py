"""A table of how many people live where, read whole or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from anlan.config.modelling.rows import NotRows, Row, rows_of
from anlan.places import api as places

_COLUMNS: Final = ("code", "persons", "households")
_MOST: Final = 2_000_000_000
_SHOWN: Final = 10


class BadPopulation(ValueError):
    """What is wrong with the table, a line for each row."""


def read_populations(path: Path) -> list[places.PopulationFigure]:
    """Return the figures of a CSV, workbook or JSON with code, persons and households; refuse the table by its rows."""
    try:
        rows = rows_of(path.read_bytes())
    except NotRows as error:
        raise BadPopulation(str(error)) from error
    missing = [name for name in _COLUMNS if not any(name in row.cells for row in rows)]
    if missing:
        raise BadPopulation("missing columns: " + ", ".join(missing))
    known = set(places.divisions([_code(row) for row in rows]))
    wrong = list(_wrong(rows, known))
    if wrong:
        rest = [f"and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        raise BadPopulation("\n".join([*wrong[:_SHOWN], *rest]))
    return [
        places.PopulationFigure(_code(row), int(row.cells["persons"]), int(row.cells["households"])) for row in rows
    ]


def _code(row: Row) -> str:
    return row.cells.get("code", "").strip()


def _wrong(rows: list[Row], known: set[str]) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        code = _code(row)
        counts = [row.cells.get(name, "").strip() for name in _COLUMNS[1:]]
        if code not in known:
            yield f"row {row.number}: no division in force has the code {code}"
        elif code in seen:
            yield f"row {row.number}: {code} stands twice"
        elif not all(each.isascii() and each.isdigit() and int(each) <= _MOST for each in counts):
            yield f"row {row.number}: persons and households are whole numbers"
        elif int(counts[1]) > int(counts[0]):
            yield f"row {row.number}: more households than persons"
        seen.add(code)
