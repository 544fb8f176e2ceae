"""Critical rain: limits, when they are reached by fallen and forecast rain, who comes first."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest

from anlan.analysis.kinds.kept_grids import KeptGrid, RainGridRow
from anlan.analysis.kinds.village_rain_judging import judge
from anlan.analysis.kinds.village_rain_reading import APPROVED, GENERAL, OWN, Forecast, Limit, Zone, _of_grid, limits_of
from anlan.analysis.kinds.village_rain_results import Facts, reckon
from anlan.kernel.levels import Level
from anlan.monitoring.api import Band
from anlan.risks.api import ThreateningSite
from anlan.support.grids import Grid

NOW = datetime(2026, 7, 1, tzinfo=UTC)
ALL = (1.0, 1.0, 1.0)


def site(name="Gully", persons=10, prepare=None, move=None):
    return ThreateningSite(
        id=uuid4(),
        name=name,
        kind="flash_flood_zone",
        region="513433106200",
        longitude=102.2,
        latitude=28.6,
        persons=persons,
        households=3,
        prepare_mm=prepare,
        move_mm=move,
    )


def zone(limits=((1, 30, 50),), past=(), coming=(), **given):
    """Build a zone whose rain is told by hours, the last of the past just over, the first to come beginning now."""
    fallen = np.concatenate([np.zeros((24 - len(past)) * 6), np.repeat(np.array(past, float) / 6, 6)])
    return Zone(
        site=site(**given),
        limits=tuple(Limit(hours=hours, prepare_mm=ready, move_mm=move) for hours, ready, move in limits),
        source=OWN,
        gauge="G",
        fallen=fallen,
        forecast=np.repeat(np.array(coming, float) / 6, 6),
    )


@pytest.mark.parametrize(
    ("past", "coming", "level", "ready_h", "move_h"),
    [
        ((), (), 0, None, None),
        ((29.9,), (), 0, None, None),
        ((30,), (), 3, 0.0, None),
        ((50,), (), 4, 0.0, 0.0),
        ((), (30,), 3, 1.0, None),
        ((), (60,), 4, 0.5, 5 / 6),
        ((24,), (48,), 3, 1 / 3, None),
    ],
)
def test_a_limit_is_reached_when_so_much_stands_in_its_hour(past, coming, level, ready_h, move_h):
    found = judge(zone(past=past, coming=coming), ALL)
    assert (found.level, found.prepare_h, found.move_h) == (level, ready_h, move_h)


def test_the_longest_window_counts_what_fell_before():
    found = judge(zone(limits=((1, 30, 50), (24, 80, 100)), past=(20,) * 4, coming=(20,)), ALL)
    assert (found.level, found.prepare_h, found.move_h) == (4, 0.0, 1.0)
    assert (found.hours, found.limit_mm, found.fallen_mm) == (24, 100, pytest.approx(80.0))


def test_more_rain_than_forecast_is_reached_earlier_and_by_more():
    found = judge(zone(coming=(40,)), (0.7, 1.0, 1.3))
    assert found.levels == (0, 3, 4)
    assert (found.prepare_h, found.move_h) == (pytest.approx(4 / 6), 1.0)


def test_own_limits_go_before_those_of_the_place_and_these_before_general_ones():
    values = {(1, Level.ORANGE): 35.0, (1, Level.RED): 45.0, (3, Level.RED): 80.0}
    general = (Band(level=Level.RED, window_hours=1, lower=60.0),)
    own, source = limits_of(site(prepare=20, move=30), {"513433106": values}, general)
    assert (source, [(each.hours, each.prepare_mm, each.move_mm) for each in own]) == (
        OWN,
        [(1, 20, 30), (3, None, 80.0)],
    )
    village = {(1, Level.RED): 40.0}
    assert limits_of(site(), {"513433106": values, "513433106200": village}, general) == (
        (Limit(hours=1, prepare_mm=None, move_mm=40.0),),
        APPROVED,
    )
    assert limits_of(site(), {}, general) == ((Limit(hours=1, prepare_mm=None, move_mm=60.0),), GENERAL)


def kept(values, hours, begins=NOW):
    row = RainGridRow(
        **dict.fromkeys(("id", "region", "name", "source", "unit", "stored_by", "stored_at"), ""),
        **dict.fromkeys(("rows", "columns", "largest_mm", "missing_share"), 0),
        box=(0, 0, 0, 0),
        largest_at=(0, 0),
        steps=values.shape[0],
        begins_at=begins,
        hours=hours,
    )
    return KeptGrid(row=row, grid=Grid(values=values, west=102.0, north=29.0, width=0.5, height=0.5, srid=4326))


def test_the_layers_of_a_grid_fall_evenly_in_their_time_and_what_is_over_is_left_out():
    values = np.array([[[12.0]], [[24.0]]])
    assert _of_grid(kept(values, 2), NOW).at(102.2, 28.6) == pytest.approx([2.0] * 6 + [4.0] * 6)
    assert _of_grid(kept(values, 2), NOW + timedelta(hours=1)).at(102.2, 28.6) == pytest.approx([4.0] * 6)
    assert _of_grid(kept(values, 2), NOW - timedelta(hours=1)).at(102.2, 28.6) == pytest.approx(
        [0.0] * 6 + [2.0] * 6 + [4.0] * 6
    )
    assert _of_grid(kept(values, 2), NOW).at(110.0, 28.6) is None


def test_a_grid_of_one_layer_has_its_heaviest_rain_first_and_keeps_its_whole():
    forecast = _of_grid(kept(np.array([[[100.0]]]), 24), NOW)
    rain = forecast.at(102.2, 28.6)
    assert forecast.has_unknown_course
    assert float(np.sum(rain)) == pytest.approx(100.0)
    assert float(np.sum(rain[:6])) == pytest.approx(100.0 * (1 / 24) ** 0.35)
    assert list(rain) == sorted(rain, reverse=True)


def test_no_forecast_tells_no_rain_to_come():
    assert Forecast(shares=np.zeros((0, 0)), typed=np.zeros(0)).at(102.2, 28.6).size == 0


def told(*zones, **given):
    inputs = {"doubt": 30.0, "lead_h": 0.5, **given}
    return reckon(inputs, Facts(zones=zones, names={"513433106200": "Village"}, until=NOW.isoformat()))


def test_who_is_reached_first_is_moved_first_and_called_in_time():
    result = told(
        zone(coming=(20, 80), name="Later"),
        zone(coming=(80,), name="Soon"),
        zone(past=(55,), name="Now"),
        zone(past=(10,), name="Dry"),
    )
    first, near = result.tables
    assert [row[1] for row in first.rows] == ["Now", "Soon", "Later"]
    assert [getattr(row[4], "text", row[4]) for row in first.rows] == ["at once", "at once", "07-01 08:50"]
    assert [getattr(row[5], "text", row[5]) for row in first.rows] == ["reached already", "07-01 08:30", "07-01 09:20"]
    assert [row[1] for row in near.rows] == ["Dry"]
    assert near.rows[0][3:5] == ("10.0 / 50 (1 h)", "40.0")
    assert result.level == 4


def test_persons_are_counted_with_less_and_with_more_rain():
    figures = told(zone(coming=(40,), persons=7), zone(past=(60,), persons=5)).figures
    assert [(each.low, each.best, each.high) for each in figures[:2]] == [(5, 5, 12), (5, 12, 12)]
    assert figures[2].best == 5
