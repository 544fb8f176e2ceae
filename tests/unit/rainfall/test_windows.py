"""Rain over sliding windows: exact sums, whole minutes, no window beyond what is held."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlan.science.rainfall.windows import depths_of, minutes_of, window_sums


@pytest.mark.parametrize(
    ("microseconds", "minute"), [(0, 0), (1, 1), (59_999_999, 1), (60_000_000, 1), (60_000_001, 2), (-1, 0)]
)
def test_a_minute_holds_its_end_but_not_its_start(microseconds, minute):
    assert minutes_of(np.array([microseconds])).tolist() == [minute]


def test_ten_tenths_are_one_millimetre():
    assert depths_of(np.full(10, 0.1)).sum() == 1000


def test_a_window_holds_as_many_minutes_as_it_says():
    bins = np.arange(1, 7)[None, :]
    assert window_sums(bins, (1, 3), 2).tolist() == [[[5, 6], [12, 15]]]


def test_a_window_longer_than_what_is_held_is_refused():
    with pytest.raises(ValueError, match="cannot hold"):
        window_sums(np.zeros((1, 5)), (5,), 2)


@given(st.lists(st.integers(0, 10**6), min_size=30, max_size=30), st.integers(1, 5))
def test_sums_are_those_of_slices(depths, count):
    found = window_sums(np.array([depths]), (1, 7, 25), count)
    for row, length in enumerate((1, 7, 25)):
        ends = range(30 - count, 30)
        assert found[0, row].tolist() == [sum(depths[end - length + 1 : end + 1]) for end in ends]
