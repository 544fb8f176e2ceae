"""``anlan places population``: all rows of a table or none."""

import pytest
from click.testing import CliRunner
from tests.factories.places import build_divisions

from anlan.config.commands.places import population
from anlan.places.api import division, persons_in

pytestmark = pytest.mark.django_db
GOOD = "code,persons,households\n513433106,9000,3000\n513433001,30000,9000\n"


@pytest.fixture
def enter(tmp_path):
    build_divisions()

    def run(text):
        path = tmp_path / "people.csv"
        path.write_text(text, "utf-8")
        return CliRunner().invoke(population, [str(path), "--source", "2020 census"])

    return run


def test_a_table_is_entered_and_a_later_one_takes_its_place(enter):
    assert enter(GOOD).output == "2 divisions counted.\n"
    enter("code,persons,households\n513433106,9100,3100\n")
    assert (persons_in("513433106"), persons_in("513433001"), division("513433106").households) == (9100, 30000, 3100)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("999999,1,1", "row 3: no division in force has the code 999999"),
        ("513433106,1,1", "row 3: 513433106 stands twice"),
        ("513433001,-5,1", "row 3: persons and households are whole numbers"),
        ("513433001,,1", "row 3: persons and households are whole numbers"),
        ("513433001,5,6", "row 3: more households than persons"),
    ],
)
def test_one_bad_row_enters_nothing(enter, row, said):
    found = enter(f"code,persons,households\n513433106,9000,3000\n{row}\n")
    assert (found.exit_code, said in found.output, persons_in("513433106")) == (1, True, None)


def test_a_table_without_the_columns_is_refused(enter):
    found = enter("code,persons\n513433106,9000\n")
    assert (found.exit_code, found.output) == (1, "Error: missing columns: households\n")
