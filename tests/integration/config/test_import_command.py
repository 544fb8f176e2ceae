"""``anlan import``: what is wrong on standard output, and nothing stored unless it is wanted."""

import pytest
from click.testing import CliRunner, Result
from tests.factories.monitoring import build_station

from anlan.config.cli import main
from anlan.monitoring.models import HistoryImport, Reading

TEXT = "站,何时,降水\nYHZ01,2020-06-01 08:00,1.5\nYHZ01,2020-06-01 09:00,大雨\n"
MAPPED = ("--map", "station=站", "--map", "time=何时", "--map", "rain[mm]=降水")

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    build_station()
    path = tmp_path / "rain.csv"
    path.write_bytes(TEXT.encode("gb18030"))
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, words)])


def test_a_table_with_errors_is_listed_and_not_stored(file):
    done = run(file, *MAPPED)
    assert done.exit_code == 1
    assert "3,降水,not_a_number,大雨" in done.output
    assert Reading.objects.count() == 0


def test_its_good_rows_are_stored_if_wanted(file):
    done = run(file, *MAPPED, "--keep-good")
    assert (done.exit_code, Reading.objects.get().value) == (0, 1.5)


def test_only_checking_stores_nothing_and_leaves_no_file(file):
    assert run(file, *MAPPED, "--check").exit_code == 1
    assert (HistoryImport.objects.get().state, Reading.objects.count()) == ("discarded", 0)


def test_a_head_that_is_not_there_is_named(file):
    done = run(file, "--map", "rain=雨")
    assert done.exit_code == 2
    assert "雨: no column has this head" in done.output
