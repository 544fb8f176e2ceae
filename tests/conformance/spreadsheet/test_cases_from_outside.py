"""Torture files from outside (../shared/cases/spreadsheets), where they lie beside the project."""

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest

from anlan.kernel.errors import AnlanError
from anlan.protocols.spreadsheet.cells import moment, number
from anlan.protocols.spreadsheet.errors import CellRefused
from anlan.protocols.spreadsheet.table import open_table

CASES = next(
    (found for up in Path(__file__).resolve().parents if (found := up / "shared" / "cases" / "spreadsheets").is_dir()),
    Path("absent"),
)
EXPECTED = json.loads((CASES / "expected.json").read_text("utf-8")) if CASES.is_dir() else {}
REFUSED_WITH_A_PLACE = ("spreadsheet.mixed_encodings", "spreadsheet.broken_text", "spreadsheet.unknown_encoding")

pytestmark = pytest.mark.skipif(not EXPECTED, reason="the files are not beside the project")


def second_columns(name: str) -> list[list[str]]:
    path = CASES / name
    return list(csv.reader(path.open(encoding="utf-8", newline="")))[1:] if path.exists() else []


@pytest.mark.parametrize("name", [name for name, case in EXPECTED.items() if "rows" in case])
def test_a_file_gives_its_rows(name):
    rows = list(open_table((CASES / name).read_bytes()).rows())
    assert rows[1:] == EXPECTED[name]["rows"]


@pytest.mark.parametrize("name", [name for name, case in EXPECTED.items() if "error" in case])
def test_a_damaged_file_is_refused_with_its_line_or_read_with_a_mark(name):
    raw = (CASES / name).read_bytes()
    try:
        table = open_table(raw)
        rows = list(table.rows())
    except AnlanError as error:
        refusal, line = error.code, error.data["line"]
    else:
        assert table.cut_at == pytest.approx(len(raw), abs=4)
        assert rows[-1][-1].endswith("\ufffd")
        return
    assert refusal in REFUSED_WITH_A_PLACE
    assert line > 1


@pytest.mark.parametrize("case", second_columns("11_dates.csv"), ids=lambda case: case[0])
def test_a_date_is_read_or_refused(case):
    written, expected = case
    try:
        found = moment(written)
    except CellRefused:
        assert any(word in expected for word in ("ERROR", "ask", "AMBIGUOUS"))
        return
    first, *more = expected.split(" ")[0].split("/")
    shown = found.at.isoformat(timespec="minutes")
    assert shown.startswith(first)
    assert found.at.utcoffset() == timedelta(hours=8)
    assert found.has_clock is ("T" in first)
    assert [found.end.isoformat(timespec="minutes")] == more if more else found.end is None


@pytest.mark.parametrize("case", second_columns("12_numbers.csv"), ids=lambda case: case[0])
def test_a_number_is_read_or_refused(case):
    written, expected = case
    try:
        found = number(written)
    except CellRefused:
        assert any(word in expected for word in ("error", "ERROR", "censored", "intensity", "explicit"))
        return
    if found is None:
        assert "null" in expected
        return
    first = expected.split(" ")[0]
    assert found.value * (0.01 if found.unit == "%" else 1) == pytest.approx(float(first))
    assert found.is_estimated is ("estimated" in expected)
