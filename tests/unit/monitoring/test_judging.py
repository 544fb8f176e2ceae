"""When a level is news: at the bound, on every rise, after a time below it, and never twice."""

import numpy as np
import pytest

from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band, Values
from anlan.monitoring.domain.minutes import (
    Rise,
    Standing,
    Track,
    Unit,
    advance,
    deciding_band,
    levels_reached,
    thresholds_of,
)

NONE, YELLOW, ORANGE, RED = Level.NONE, Level.YELLOW, Level.ORANGE, Level.RED
WINDOWS = (1, 3)
UNIT = Unit(
    rule="flash_flood",
    series=1,
    region="513433106",
    values=Values(
        edition="e1",
        bands=(
            Band(level=ORANGE, window_hours=1, lower=30.0),
            Band(level=RED, window_hours=1, lower=50.0),
            Band(level=ORANGE, window_hours=3, lower=50.0),
        ),
    ),
    rearm_minutes=60,
)


def track(first, *runs, judged_to=None):
    levels = np.concatenate([np.full(count, int(level), dtype=np.int8) for level, count in runs])
    return Track(first, levels, first - 1 if judged_to is None else judged_to)


@pytest.mark.parametrize(
    ("one_hour", "three_hours", "level"),
    [
        (29_999, 29_999, NONE),
        (30_000, 30_000, ORANGE),
        (30_001, 49_999, ORANGE),
        (0, 49_999, NONE),
        (0, 50_000, ORANGE),
        (49_999, 200_000, ORANGE),
        (50_000, 50_000, RED),
    ],
)
def test_a_bound_belongs_to_its_level(one_hour, three_hours, level):
    bounds = thresholds_of([UNIT], WINDOWS)
    sums = np.array([[[one_hour], [three_hours]]])
    assert levels_reached(sums, bounds).tolist() == [[int(level)]]


@pytest.mark.parametrize(("depths", "hours"), [({1: 30_000, 3: 60_000}, 1), ({1: 0, 3: 60_000}, 3)])
def test_the_shortest_window_that_reached_the_level_is_named(depths, hours):
    assert deciding_band(UNIT, ORANGE, depths).window_hours == hours


def test_every_rise_is_told_in_its_minute():
    standing, rises = advance(UNIT, Standing(), track(100, (NONE, 3), (ORANGE, 2), (RED, 4)))
    assert rises == [Rise(UNIT, ORANGE, 103), Rise(UNIT, RED, 105)]
    assert standing == Standing(RED, 108, RED)


def test_a_level_that_is_held_is_told_once():
    standing, rises = advance(UNIT, Standing(ORANGE, 99, ORANGE), track(100, (ORANGE, 30)))
    assert (standing, rises) == (Standing(ORANGE, 129, ORANGE), [])


@pytest.mark.parametrize(("below", "told"), [(59, 0), (60, 1), (61, 1)])
def test_a_level_is_told_again_after_an_hour_below_it(below, told):
    _, rises = advance(UNIT, Standing(ORANGE, 99, ORANGE), track(100, (NONE, below), (ORANGE, 1)))
    assert len(rises) == told


def test_a_level_falls_one_step_before_it_rises_again():
    standing, rises = advance(UNIT, Standing(RED, 99, RED), track(100, (ORANGE, 60), (RED, 1)))
    assert (standing.level, [rise.level for rise in rises]) == (RED, [RED])


def test_the_outcome_does_not_depend_on_how_minutes_are_cut_into_batches():
    levels = [NONE] * 5 + [ORANGE] * 3 + [NONE] * 70 + [RED] * 2 + [YELLOW] * 65 + [ORANGE] * 3
    whole = advance(UNIT, Standing(), track(100, *((level, 1) for level in levels)))
    for size in (1, 7, 64):
        standing, rises = Standing(), []
        for start in range(0, len(levels), size):
            part = track(100 + start, *((level, 1) for level in levels[start : start + size]))
            standing, more = advance(UNIT, standing, part)
            rises += more
        assert (standing, rises) == whole


def test_late_rain_tells_only_what_is_above_all_that_was_told():
    standing = Standing(NONE, 150, ORANGE)
    _, same = advance(UNIT, standing, track(100, (ORANGE, 10), judged_to=150))
    _, worse = advance(UNIT, standing, track(100, (RED, 10), judged_to=150))
    assert (same, worse) == ([], [Rise(UNIT, RED, 100)])


def test_after_days_without_any_reading_a_level_is_told_anew():
    _, rises = advance(UNIT, Standing(ORANGE, 100, ORANGE), track(5000, (ORANGE, 1), judged_to=-1))
    assert rises == [Rise(UNIT, ORANGE, 5000)]
