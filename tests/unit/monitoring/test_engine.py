"""When a rule rises and comes down: at the bound, after its time, by so many of so many, and never twice."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from anlan.kernel.levels import Level
from anlan.monitoring.domain.engine.engine import Engine, Standing
from anlan.monitoring.domain.engine.programs import groups_of
from anlan.monitoring.domain.judging import Aggregate, Case, Clause, Compare, Unit
from anlan.monitoring.domain.readings import Readings

MINUTE = 60_000_000
START = 29_000_000 * MINUTE
NONE, YELLOW, ORANGE, RED = Level.NONE, Level.YELLOW, Level.ORANGE, Level.RED


def clause(threshold=30.0, *, series=1, aggregate=Aggregate.VALUE, window=0, compare=Compare.AT_LEAST, **more):
    return Clause(
        series=series, aggregate=aggregate, window_minutes=window, compare=compare, threshold=threshold, **more
    )


def unit(*cases, rearm=0, valid=0, region="513433106"):
    made = tuple(Case(level=level, clauses=tuple(own), need=need or len(own)) for level, own, need in cases)
    return Unit(rule="rule", edition="1", series=1, region=region, cases=made, rearm_minutes=rearm, valid_minutes=valid)


def simple(*clauses, **more):
    return unit((ORANGE, clauses, 0), **more)


def columns(*rows):
    """Return readings of (series, minute, value)."""
    series, minutes, values = zip(*rows, strict=True)
    return Readings(
        np.array(series, dtype=np.int32),
        START + np.round(np.array(minutes) * MINUTE).astype(np.int64),
        np.array(values, dtype=np.float64),
    )


def story(rule, *rows):
    """Return (minute, level) of every move."""
    return [((move.time - START) / MINUTE, move.level) for move in Engine([rule]).judge(columns(*rows))]


@pytest.mark.parametrize(
    ("compare", "values", "met"),
    [
        (Compare.AT_LEAST, (29.9, 29.999999, 30.0, 30.000001), (0, 0, 1, 1)),
        (Compare.ABOVE, (29.9, 30.0, 30.000001, 31.0), (0, 0, 1, 1)),
        (Compare.AT_MOST, (30.1, 30.000001, 30.0, 29.0), (0, 0, 1, 1)),
        (Compare.BELOW, (30.1, 30.0, 29.999999, 29.0), (0, 0, 1, 1)),
    ],
)
def test_the_bound_belongs_to_at_least_and_at_most(compare, values, met):
    for value, expected in zip(values, met, strict=True):
        assert len(story(simple(clause(compare=compare)), (1, 0, value))) == expected


@pytest.mark.parametrize(("last", "expected"), [(0.0, []), (0.1, [(500, ORANGE)]), (0.2, [(500, ORANGE)])])
def test_tenths_add_up_exactly(last, expected):
    rule = simple(clause(50.0, aggregate=Aggregate.SUM, window=720))
    assert story(rule, *((1, n, 0.1) for n in range(1, 500)), (1, 500, last)) == expected


@pytest.mark.parametrize(
    ("aggregate", "threshold", "risen_at"),
    [
        (Aggregate.SUM, 10.0, 20),
        (Aggregate.MAX, 6.0, 20),
        (Aggregate.MEAN, 4.0, 30),
        (Aggregate.DIFFERENCE, 5.0, 20),
        (Aggregate.RATE, 12.0, 20),
    ],
)
def test_each_aggregate_over_half_an_hour(aggregate, threshold, risen_at):
    rule = simple(clause(threshold, aggregate=aggregate, window=30))
    readings = [(1, 0, 2.0), (1, 10, 1.0), (1, 20, 7.0), (1, 30, 4.0), (1, 40, 4.5)]
    assert story(rule, *readings)[0] == (risen_at, ORANGE)


def test_the_lowest_value_counts_only_while_it_is_in_the_window():
    rule = simple(clause(5.0, aggregate=Aggregate.MIN, window=30))
    assert story(rule, (1, 0, 1.0), (1, 10, 6.0), (1, 29.9, 7.0), (1, 30, 8.0)) == [(30, ORANGE)]


def test_a_window_begins_after_its_first_instant():
    rule = simple(clause(20.0, aggregate=Aggregate.SUM, window=60))
    assert story(rule, (1, 0, 10.0), (1, 60, 10.0)) == []
    assert story(rule, (1, 0.001, 10.0), (1, 60, 10.0)) == [(60, ORANGE)]


def test_a_window_of_days_counts_whole_hours():
    rule = simple(clause(30.0, aggregate=Aggregate.SUM, window=2880))
    within = [(1, 20, 10.0), (1, 24 * 60, 10.0), (1, 47 * 60 + 20, 10.0)]
    assert [level for _, level in story(rule, *within)] == [ORANGE]
    assert story(rule, (1, 20, 10.0), (1, 24 * 60, 10.0), (1, 48 * 60 + 20, 10.0)) == []


def test_what_must_hold_ten_minutes_says_yes_after_ten():
    rule = simple(clause(hold_minutes=10))
    assert story(rule, (1, 0, 31.0), (1, 9.9, 31.0)) == []
    assert story(rule, (1, 0, 31.0), (1, 10, 31.0)) == [(10, ORANGE)]
    assert story(rule, (1, 0, 31.0), (1, 5, 29.0), (1, 10, 31.0), (1, 19, 31.0)) == []


def test_two_of_the_last_three_readings():
    rule = simple(clause(times=2, of=3))
    assert story(rule, (1, 0, 31.0), (1, 1, 0.0), (1, 2, 0.0), (1, 3, 31.0)) == []
    assert story(rule, (1, 0, 31.0), (1, 1, 0.0), (1, 2, 31.0)) == [(2, ORANGE)]


def test_once_met_it_stays_until_the_value_is_past_clear():
    rule = simple(clause(clear=28.0))
    readings = [(1, 0, 30.0), (1, 1, 28.0), (1, 2, 27.999999), (1, 3, 29.0)]
    assert story(rule, *readings) == [(0, ORANGE), (2, NONE)]


@pytest.mark.parametrize(("below", "moves"), [(59, 1), (60, 3), (61, 3)])
def test_a_level_is_news_again_only_after_its_time_below_it(below, moves):
    readings = [(1, 0, 31.0), *((1, 1 + n, 0.0) for n in range(below)), (1, 1 + below, 31.0)]
    assert len(story(simple(clause(), rearm=60), *readings)) == moves


def test_every_rise_is_told_and_the_fall_goes_to_where_it_stands_then():
    rule = unit((YELLOW, [clause(10.0)], 0), (ORANGE, [clause(20.0)], 0), (RED, [clause(30.0)], 0))
    assert story(rule, (1, 0, 12.0), (1, 1, 35.0), (1, 2, 15.0), (1, 3, 0.0)) == [
        (0, YELLOW),
        (1, RED),
        (2, YELLOW),
        (3, NONE),
    ]


def test_the_shortest_window_that_reached_the_level_is_named():
    hour, three = clause(aggregate=Aggregate.SUM, window=60), clause(aggregate=Aggregate.SUM, window=180)
    rule = unit((ORANGE, [three], 0), (ORANGE, [hour], 0))
    [move] = Engine([rule]).judge(columns((1, 0, 31.0)))
    assert (move.clause, move.value) == (hour, 31.0)


def test_rain_and_displacement_together():
    rule = simple(clause(50.0, aggregate=Aggregate.SUM, window=60), clause(5.0, series=2))
    assert story(rule, (1, 0, 60.0)) == []
    assert story(rule, (1, 0, 60.0), (2, 10, 6.0)) == [(10, ORANGE)]


def test_two_of_three_sensors():
    rule = unit((RED, [clause(series=1), clause(series=2), clause(series=3)], 2))
    assert story(rule, (1, 0, 31.0), (2, 1, 0.0), (3, 2, 31.0)) == [(2, RED)]


@pytest.mark.parametrize(("minute", "moves"), [(30, 1), (30.1, 0)])
def test_a_sensor_that_was_last_heard_too_long_ago_does_not_count(minute, moves):
    rule = simple(clause(series=1), clause(series=2), valid=30)
    assert len(story(rule, (1, 0, 31.0), (2, minute, 31.0))) == moves


def test_after_a_long_silence_all_begins_anew():
    rule = simple(clause(hold_minutes=10), rearm=5, valid=30)
    readings = [(1, 0, 31.0), (1, 10, 31.0), (1, 41, 31.0), (1, 51, 31.0)]
    assert story(rule, *readings) == [(10, ORANGE), (41, NONE), (51, ORANGE)]


def test_what_a_late_reading_contradicts_is_withdrawn():
    rule = simple(clause(5.0, aggregate=Aggregate.DIFFERENCE, window=60))
    engine, stored = Engine([rule]), [(1, 0, 10.0), (1, 30, 16.0)]
    [rise] = engine.judge(columns(*stored))
    late = (1, -20, 15.0)
    [fall] = engine.judge(columns(late), fetch=lambda since: columns(late, *stored))
    assert (rise.level, fall.level, fall.is_withdrawn) == (ORANGE, NONE, True)


def test_what_happened_long_ago_is_told_only_where_it_lasts():
    rows = [(1, 0, 31.0), (1, 10, 0.0), (1, 20, 31.0)]
    told_from = START + 60 * MINUTE
    assert Engine([simple(clause())]).judge(columns(*rows[:2]), told_from=told_from) == []
    [rise] = Engine([simple(clause())]).judge(columns(*rows), told_from=told_from)
    assert (rise.time - START) / MINUTE == 20


def test_another_edition_leaves_other_groups_as_they_stand_and_carries_levels_over():
    one, two = simple(clause(), rearm=60), replace(unit((RED, [clause(series=2)], 0)), series=2)
    engine = Engine([one, two])
    engine.judge(columns((1, 0, 31.0), (2, 0, 31.0)))
    stricter = simple(clause(20.0), rearm=60)
    assert len(engine.change(groups_of([stricter, two]))) == 1
    engine.remember(columns((1, 0, 31.0)))
    assert engine.judge(columns((1, 5, 25.0), (2, 5, 31.0))) == []
    number = engine.number_of(1)
    assert engine.standing(number, 0) == Standing(ORANGE, ORANGE, START + 5 * MINUTE)


def test_a_level_that_the_new_edition_does_not_know_is_left():
    engine = Engine([unit((RED, [clause()], 0))])
    engine.judge(columns((1, 0, 31.0)))
    engine.change(groups_of([unit((YELLOW, [clause(10.0)], 0))]))
    engine.remember(columns((1, 0, 31.0)))
    [fall] = engine.judge(columns((1, 5, 31.0)))
    assert (fall.level, fall.previous, fall.value) == (YELLOW, RED, 31.0)


@pytest.mark.parametrize("window", [43_201, -1, 0])
def test_a_window_that_cannot_be_judged_is_refused(window):
    with pytest.raises(ValueError, match="sum over"):
        Engine([simple(clause(aggregate=Aggregate.SUM, window=window))])


PLAIN = """
import numpy as np
from tests.unit.monitoring.test_engine import uncompiled_story
print(uncompiled_story())
"""


def uncompiled_story():
    dice = np.random.default_rng(7)
    rules = [
        simple(clause(20.0, aggregate=aggregate, window=window, hold_minutes=3, clear=15.0), region=f"51{n:04d}")
        for n, (aggregate, window) in enumerate(
            [
                (Aggregate.SUM, 45),
                (Aggregate.MAX, 30),
                (Aggregate.MEAN, 20),
                (Aggregate.RATE, 60),
                (Aggregate.SUM, 2000),
            ]
        )
    ]
    values = np.round(np.maximum(0, dice.normal(5, 8, 2000)), 1)
    series = dice.integers(1, 3, 2000).astype(np.int32)
    moves = Engine(rules).judge(Readings(series, START + np.arange(2000) * MINUTE, values))
    return [(move.unit.region, int(move.level), move.time, move.value) for move in moves]


def test_the_same_functions_run_uncompiled_give_the_same_answers():
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": "src:."}
    done = subprocess.run([sys.executable, "-c", PLAIN], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == str(uncompiled_story())
