"""Doubtful readings: stuck, spiking, unlikely; found the same however they are cut into batches."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlan.monitoring.domain.quality import SPIKE, STUCK, UNLIKELY, Doubts
from anlan.monitoring.domain.quantities import Quantity
from anlan.monitoring.domain.readings import Readings

MINUTE = 60_000_000
START = 29_000_000 * MINUTE
LEVEL = Quantity(
    name="level",
    label="level",
    unit="m",
    low=0.0,
    high=100.0,
    role="state",
    decimals=2,
    period_minutes=60,
    hazard="flood",
    spike_per_minute=2.0,
    stuck_hours=1,
    likely_low=1.0,
    likely_high=90.0,
)
RAIN = replace(LEVEL, name="rain", spike_per_minute=float("inf"), stuck_hours=0, likely_low=0.0)


def columns(*rows):
    series, minutes, values = zip(*rows, strict=True)
    times = START + np.round(np.array(minutes) * MINUTE).astype(np.int64)
    return Readings(np.array(series, dtype=np.int32), times, np.array(values, dtype=np.float64))


def found(*rows):
    return Doubts([(1, LEVEL), (2, RAIN)]).find(columns(*rows)).tolist()


@pytest.mark.parametrize(("value", "doubt"), [(0.9, UNLIKELY), (1.0, 0), (90.0, 0), (90.1, UNLIKELY)])
def test_a_value_outside_what_is_likely(value, doubt):
    assert found((1, 0, value)) == [doubt]


@pytest.mark.parametrize(
    ("minutes", "value", "doubt"), [(1, 12.0, 0), (1, 12.1, SPIKE), (5, 20.0, 0), (0.5, 12.1, SPIKE)]
)
def test_a_change_beyond_what_a_minute_can_bring(minutes, value, doubt):
    assert found((1, 0, 10.0), (1, minutes, value)) == [0, doubt]


@pytest.mark.parametrize(("minutes", "doubt"), [(59.9, 0), (60, STUCK), (61, STUCK)])
def test_a_value_that_stands_for_an_hour(minutes, doubt):
    assert found((1, 0, 10.0), (1, 30, 10.0), (1, minutes, 10.0)) == [0, 0, doubt]


def test_no_rain_for_days_is_in_no_doubt():
    assert found((2, 0, 0.0), (2, 3000, 0.0)) == [0, 0]


@given(st.lists(st.sampled_from([10.0, 10.0, 11.0, 20.0]), min_size=1, max_size=12), st.integers(1, 5))
def test_it_does_not_matter_how_readings_are_cut_into_batches(values, size):
    rows = [(1, 20 * index, value) for index, value in enumerate(values)]
    doubts = Doubts([(1, LEVEL)])
    parts = [doubts.find(columns(*rows[start : start + size])).tolist() for start in range(0, len(rows), size)]
    assert [each for part in parts for each in part] == found(*rows)


def test_a_quantity_that_the_house_does_not_know_is_never_doubtful():
    assert Doubts([(1, LEVEL), (900, None)]).find(columns((900, 0, 1e9))).tolist() == [0]
