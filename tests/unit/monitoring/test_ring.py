"""The ring of minutes gives the same sums as adding up, whatever comes late and however the clock moves."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.monitoring.domain.ring import RainRing

LENGTHS = (2, 5)
BEHIND = 6

steps = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9), st.integers(1, 1000)), max_size=6),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None)
@given(steps)
def test_sums_are_those_of_all_rain_that_was_added_while_the_ring_held_it(moves):
    ring = RainRing(3, lengths=LENGTHS, behind=BEHIND, newest=100)
    fallen: dict[tuple[int, int], int] = {}
    for move, rain, back in moves:
        ring.move_to(ring.newest + move)
        for gauge, age, depth in rain:
            minute = ring.newest - age
            ring.add(np.array([gauge]), np.array([minute]), np.array([depth]))
            fallen[gauge, minute] = fallen.get((gauge, minute), 0) + depth
        first = max(ring.newest - back, ring.oldest_judged)
        found = ring.sums(np.array([0, 2]), first, ring.newest)
        for row, gauge in enumerate((0, 2)):
            for column, length in enumerate(LENGTHS):
                for index, end in enumerate(range(first, ring.newest + 1)):
                    expected = sum(fallen.get((gauge, minute), 0) for minute in range(end - length + 1, end + 1))
                    assert found[row, column, index] == expected


def test_a_great_step_of_the_clock_empties_the_ring():
    ring = RainRing(1, lengths=LENGTHS, behind=BEHIND, newest=100)
    ring.add(np.array([0]), np.array([100]), np.array([7]))
    ring.move_to(100 + ring.columns)
    assert ring.sums(np.array([0]), ring.newest, ring.newest).tolist() == [[[0], [0]]]


def test_rain_from_before_or_after_the_ring_is_left_out():
    ring = RainRing(1, lengths=LENGTHS, behind=BEHIND, newest=100)
    ring.add(np.array([0, 0]), np.array([101, 100 - ring.columns]), np.array([7, 7]))
    assert ring.sums(np.array([0]), ring.oldest_judged, 100).sum() == 0
