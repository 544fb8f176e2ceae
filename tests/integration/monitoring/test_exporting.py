"""Readings, hours and days as CSV and Parquet, within what one may see."""

from datetime import timedelta

import polars
import pytest
from click.testing import CliRunner
from tests.factories.access import client_with
from tests.factories.monitoring import build_station
from tests.integration.monitoring.test_rolling import MIDNIGHT, forget_everything, store

from anlan.config.commands.export import command
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.monitoring.models import Station
from anlan.monitoring.selectors.exporting import Wanted, exported, series_of_station

pytestmark = pytest.mark.django_db
SPAN = ["--since", "2020-06-26", "--until", "2020-09-26"]


@pytest.fixture
def series() -> int:
    made = build_station().series.get(quantity="rain").id
    forget_everything()
    store(made, (30, 1.0), (60, 2.5), (90, 4.0), (60 * 24 * 40, 0.5))
    return made


def run(*words: object) -> str:
    told = CliRunner().invoke(command, [str(word) for word in words])
    assert told.exit_code == 0, told.output
    return told.output


def test_readings_of_a_station_are_written_as_csv_and_as_parquet(series, tmp_path):
    csv, parquet = tmp_path / "rain.csv", tmp_path / "rain.parquet"
    assert run(csv, "--station", "YHZ01", *SPAN) == f"4 rows in {csv}\n"
    run(parquet, "--series", series, *SPAN)
    lines = csv.read_text().splitlines()
    assert lines[0] == "station,quantity,unit,time,value"
    assert lines[1] == "YHZ01,rain,mm,2020-06-26T00:30:00+08:00,1.0"
    frame = polars.read_parquet(parquet)
    assert frame["value"].to_list() == [1.0, 2.5, 4.0, 0.5]
    assert frame["time"].to_list()[0] == MIDNIGHT + timedelta(minutes=30)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["rain.csv", "rain.parquet"]


@pytest.mark.parametrize(("step", "totals"), [("hour", [3.5, 4.0, 0.5]), ("day", [7.5, 0.5])])
def test_hours_and_days_are_exported_with_their_mean(series, tmp_path, step, totals):
    file = tmp_path / "x.parquet"
    run(file, "--series", series, *SPAN, "--step", step)
    frame = polars.read_parquet(file)
    assert frame["total"].to_list() == totals
    assert frame["mean"].to_list()[0] == totals[0] / frame["count"].to_list()[0]


def test_an_export_of_nothing_has_its_head(series, tmp_path):
    file = tmp_path / "x.csv"
    run(file, "--series", series, "--since", "2019-01-01", "--until", "2019-02-01")
    assert file.read_text() == "station,quantity,unit,time,value\n"


def test_what_one_may_not_see_is_not_exported(series, actor_with):
    wanted = Wanted(series_ids=(series,), since=MIDNIGHT, until=MIDNIGHT + timedelta(days=1))
    other = actor_with("duty_officer", "5101")
    with pytest.raises(NotFound):
        exported(other, wanted)
    with pytest.raises(NotFound):
        series_of_station(other, "YHZ01")
    [piece] = exported(actor_with("duty_officer", "5134"), wanted)
    assert piece["value"] == [1.0, 2.5, 4.0]


def test_a_wrong_step_or_span_is_refused(series):
    for step, until in (("week", MIDNIGHT + timedelta(days=1)), ("raw", MIDNIGHT)):
        with pytest.raises(InvalidValue):
            exported(SYSTEM, Wanted(series_ids=(series,), since=MIDNIGHT, until=until, step=step))


def test_the_stations_page_gives_a_parquet_file(series, tmp_path):
    client = client_with("duty_officer")
    page = f"/stations/{Station.objects.get().id}/"
    span = {"period": "own", "since": "2020-06-26T00:00", "until": "2020-06-27T00:00"}
    answer = client.get(page, span | {"format": "parquet"})
    file = tmp_path / "x.parquet"
    file.write_bytes(b"".join(answer.streaming_content))
    assert polars.read_parquet(file)["value"].to_list() == [1.0, 2.5, 4.0]
    assert "YHZ01-rain.parquet" in answer["Content-Disposition"]
