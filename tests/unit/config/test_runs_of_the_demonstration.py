"""The demonstration's analyses: every form reads its row, and the invented slope runs away."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from anlan.analysis.domain.inputs import read_inputs
from anlan.analysis.kinds.landslide_reading import typed
from anlan.analysis.kinds.registry import kind_of
from anlan.config.demo.analysis import _readings
from anlan.support.tables import load_table

NOW = datetime(2026, 7, 1, tzinfo=UTC)
ROWS = load_table("anlan.config.demo", "analysis")["run"]


@pytest.mark.parametrize("row", ROWS, ids=[row["kind"] for row in ROWS])
def test_a_row_is_read_by_the_form_of_its_kind(row):
    known = {"readings": _readings(NOW), "slope": "G1", "reservoir": "R1"}
    given = {name: value.format(**known) for name, value in row["inputs"].items()}
    assert set(given) <= set(read_inputs(kind_of(row["kind"]).fields, given))


def test_the_invented_slope_moves_faster_every_day():
    found = typed(_readings(NOW))
    moved = [value for _, value in found]
    steps = [later - earlier for earlier, later in pairwise(moved)]
    assert found[-1][0] == NOW
    assert len(found) == 21
    assert steps == sorted(steps)
