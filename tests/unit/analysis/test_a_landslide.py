"""A landslide: stage by the tangent angle, time of failure or why there is none, run-out and households."""

from datetime import UTC, datetime, timedelta
from math import log

import pytest

from anlan.analysis.domain.errors import InputNotRead, TooFewReadings
from anlan.analysis.domain.ground import metres_between
from anlan.analysis.kinds.landslide_reading import by_steps, typed
from anlan.analysis.kinds.landslide_results import Facts, Home, reckon
from anlan.science.landslide.run_out import Reach

LAST = datetime(2026, 7, 1, tzinfo=UTC)
DAYS = tuple(-24.0 * day for day in range(14, -1, -1))
FAILS_AFTER = 48.0
RUNNING_AWAY = tuple(100 * log(400 / (FAILS_AFTER - hour)) for hour in DAYS)


def facts(moved=RUNNING_AWAY, *, steady=0.2, run=None, homes=()):
    return Facts(
        name="Slope",
        longitude=102.2,
        latitude=28.6,
        threatened=9,
        source="GNSS",
        last_at=LAST,
        hours=DAYS,
        moved_mm=tuple(moved),
        steady_mm_h=steady,
        reach=run,
        homes=homes,
    )


def figures(result):
    return {each.label: each for each in result.figures}


def test_a_slope_that_runs_away_is_told_when_it_may_fail():
    found = reckon({}, facts())
    told = figures(found)["Hours until it may fail, after the last reading"]
    assert told.best == pytest.approx(FAILS_AFTER, abs=5)
    assert 0 <= told.low <= told.best <= told.high
    assert [each.level for each in found.advice] == [3, 3]
    assert len(found.tables) == 1


@pytest.mark.parametrize(("times", "level"), [(0.5, 1), (0.99, 1), (1.01, 2), (5.6, 2), (5.7, 3), (11.3, 3), (11.5, 4)])
def test_the_stage_changes_at_the_bounds_of_the_angle(times, level):
    moved = [24 * 0.2 * (step if step < 14 else 13 + times) for step in range(15)]
    found = reckon({}, facts(moved))
    assert found.level == found.advice[0].level == level


@pytest.mark.parametrize(
    ("moved", "why"),
    [
        ([24.0 * step * 0.1 for step in range(15)], "fewer than five"),
        ([24.0 * step for step in range(15)], "does not go on accelerating"),
        ([100 * step**0.5 for step in range(15)], "does not go on accelerating"),
    ],
)
def test_without_acceleration_no_time_is_given_and_it_is_said_why(moved, why):
    found = reckon({}, facts(moved))
    assert "Hours until it may fail, after the last reading" not in figures(found)
    assert any(why in each.text for each in found.trust)


def test_households_are_counted_by_the_ends_of_the_run_out():
    at = [(102.2, 28.6 + metres / 111_195) for metres in (90, 150, 390)]
    homes = tuple(
        Home(
            code=str(round(metres_between((102.2, 28.6), each))),
            persons=3,
            longitude=each[0],
            latitude=each[1],
            metres=metres_between((102.2, 28.6), each),
        )
        for each in at
    )
    found = reckon({}, facts(run=Reach(low=100, best=200, high=400), homes=homes))
    told = figures(found)["Registered persons within the run-out, all directions"]
    assert (told.low, told.best, told.high) == (3, 6, 9)
    assert [row[0] for row in found.tables[1].rows] == ["90", "150", "390"]
    assert [each["properties"]["level"] for each in found.layers[1].geojson["features"]] == [4, 3, 2]
    ring = found.layers[0].geojson["features"][0]["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]


def test_readings_are_taken_at_equal_steps_and_gaps_are_not_filled():
    day = timedelta(hours=24)
    readings = tuple((LAST - timedelta(hours=hour), 100.0 - hour) for hour in (97, 96, 25, 24, 12, 1, 0))
    hours, moved = by_steps(readings, day)
    assert list(zip(hours, moved, strict=True)) == [(-96, 4), (-24, 76), (0, 100)]
    with pytest.raises(TooFewReadings):
        by_steps(readings[-4:], day)
    with pytest.raises(TooFewReadings):
        by_steps((), day)


def test_typed_lines_are_read_in_order_and_others_are_refused():
    found = typed("2026-07-02 08:00, 12.5\n\n2026-07-01 08:00,10\n")
    assert [value for _, value in found] == [10, 12.5]
    assert found[0][0] == datetime(2026, 7, 1, 0, tzinfo=UTC)
    for wrong in ("yesterday, 3", "2026-07-01 08:00", "2026-07-01 08:00,much"):
        with pytest.raises(InputNotRead):
            typed(wrong)
