"""The engine agrees with plain judging over full lists, whatever the order and cut of what arrives."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.monitoring.naive import MINUTE, judge_naively

from anlan.kernel.levels import Level
from anlan.monitoring.domain.engine import keeping
from anlan.monitoring.domain.engine.engine import Engine
from anlan.monitoring.domain.judging import Aggregate, Case, Clause, Compare, Unit
from anlan.monitoring.domain.readings import Readings

START = 1_780_000_000_000_000 // (60 * MINUTE) * 60 * MINUTE
EXAMPLES = 60
EXACT = [1, 7, 30, 60, 1440]
LONG = [1441, 2880]


@st.composite
def clauses(draw, series):
    aggregate = draw(st.sampled_from(list(Aggregate)))
    window = 0 if aggregate is Aggregate.VALUE else draw(st.sampled_from(EXACT + LONG))
    compare = draw(st.sampled_from(list(Compare)))
    threshold = draw(st.integers(-20, 60)) / 10
    past = draw(st.sampled_from([None, 0.5, 2.0]))
    is_up = compare in (Compare.AT_LEAST, Compare.ABOVE)
    of = draw(st.sampled_from([1, 1, 3]))
    return Clause(
        series=draw(st.sampled_from(series)),
        aggregate=aggregate,
        window_minutes=window,
        compare=compare,
        threshold=threshold,
        clear=None if past is None else threshold - past if is_up else threshold + past,
        hold_minutes=draw(st.sampled_from([0, 0, 5, 30])),
        times=draw(st.integers(1, of)),
        of=of,
    )


@st.composite
def units(draw, number):
    series = draw(st.sampled_from([[1], [2], [1, 2], [1, 2, 3]]))
    cases = []
    for level in draw(st.lists(st.sampled_from([Level.BLUE, Level.ORANGE, Level.RED]), min_size=1, max_size=3)):
        own = tuple(draw(st.lists(clauses(series), min_size=1, max_size=3)))
        cases.append(Case(level=level, clauses=own, need=draw(st.integers(1, len(own)))))
    return Unit(
        rule=f"rule_{number}",
        edition="1",
        series=series[0],
        region="51",
        cases=tuple(cases),
        rearm_minutes=draw(st.sampled_from([0, 10, 60])),
        valid_minutes=draw(st.sampled_from([0, 15, 90])),
    )


readings = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.one_of(st.integers(0, 40), st.sampled_from([200, 1500, 3000])).map(lambda n: START + n * MINUTE // 2 * 3),
        st.integers(-10, 40).map(lambda n: n / 10),
    ),
    max_size=40,
)


def columns(rows):
    return Readings(
        np.array([row[0] for row in rows], dtype=np.int32),
        np.array([row[1] for row in rows], dtype=np.int64),
        np.array([row[2] for row in rows], dtype=np.float64),
    )


def recorded(engine):
    found = {unit.key: [] for group in engine.groups for unit in group.units}
    for number, past in engine.pasts.items():
        for step in past.steps:
            key = engine.groups[number].units[step.unit].key
            found[key].append((step.time, step.series, step.level, step.previous))
    return found


class Store:
    """What a table of readings does: each (series, time) once."""

    def __init__(self):
        self.rows = {}

    def put(self, rows):
        new = []
        for series, time, value in rows:
            if (series, time) not in self.rows:
                self.rows[series, time] = value
                new.append((series, time, value))
        return new

    def fetch(self, since):
        return columns([(s, t, v) for (s, t), v in self.rows.items() if s in since and t > since[s]])


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.tuples(units(0), units(1), units(2)), readings)
def test_in_order_it_agrees_with_plain_judging(rules, rows):
    engine = Engine(rules, behind_minutes=10**6)
    engine.judge(columns(rows))
    assert recorded(engine) == judge_naively(rules, rows)


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.tuples(units(0), units(1)), readings, st.randoms(use_true_random=False), st.integers(1, 9))
def test_late_and_repeated_readings_make_the_story_that_those_in_order_make(rules, rows, dice, size):
    engine, store = Engine(rules, behind_minutes=10**6), Store()
    arriving = rows + dice.sample(rows, len(rows) // 3)
    firsts = {}
    for series, time, value in rows:
        firsts.setdefault((series, time), value)
    arriving = [(series, time, firsts[series, time]) for series, time, _ in arriving]
    dice.shuffle(arriving)
    told = []
    for start in range(0, len(arriving), size):
        new = store.put(arriving[start : start + size])
        told += engine.judge(columns(new), fetch=store.fetch)
    story = judge_naively(rules, rows)
    assert recorded(engine) == story
    check_told(engine, told, story)


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.tuples(units(0), units(1)), readings, st.integers(0, 40))
def test_a_restart_at_any_point_changes_nothing(rules, rows, at):
    in_order = sorted({(time, series): value for series, time, value in reversed(rows)}.items())
    arriving = [(series, time, value) for (time, series), value in in_order]
    whole, first = Engine(rules, behind_minutes=10**6), Engine(rules, behind_minutes=10**6)
    told = whole.judge(columns(arriving))
    told_twice = first.judge(columns(arriving[:at]))
    second = Engine(rules, behind_minutes=10**6)
    second.remember(columns(arriving[:at]))
    for number in range(len(second.groups)):
        state = keeping.kept(first, number)
        if state is not None:
            keeping.put_back(second, number, state, not_after=2**62)
    second.settle(range(len(second.groups)))
    told_twice += second.judge(columns(arriving[at:]))
    assert recorded(second) == recorded(whole)
    assert told_twice == told


def check_told(engine, told, story):
    """Every rise of the story was told with its level or a higher one, and where a unit stands was told last."""
    for key, moves in story.items():
        own = [move for move in told if move.unit.key == key]
        standing = moves[-1][2] if moves else 0
        reached = {int(move.level) for move in own if move.is_rise}
        for _time, _series, level, previous in moves:
            assert level < previous or any(each >= level for each in reached)
        number = engine.number_of(key[0])
        if number is not None:
            index = [unit.key for unit in engine.groups[number].units].index(key)
            assert engine.standing(number, index).level == standing
            assert engine.standing(number, index).told == standing


def test_a_late_reading_of_a_series_that_no_rule_asks_with_the_one_ahead_is_not_forgotten():
    def asks(series, rule):
        clause = Clause(
            series=series, aggregate=Aggregate.VALUE, window_minutes=0, compare=Compare.AT_LEAST, threshold=0.0
        )
        cases = (Case(level=Level.BLUE, clauses=(clause,), need=1),)
        return Unit(rule=rule, edition="1", series=1, region="51", cases=cases, rearm_minutes=0)

    rules, rows = (asks(1, "own"), asks(2, "other")), [(2, START + 90, 0.0), (1, START, 0.0), (2, START, 0.0)]
    engine, store, told = Engine(rules, behind_minutes=10**6), Store(), []
    for row in rows:
        told += engine.judge(columns(store.put([row])), fetch=store.fetch)
    story = judge_naively(rules, rows)
    assert recorded(engine) == story
    check_told(engine, told, story)
