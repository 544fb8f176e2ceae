"""Rates, trends and hot spots: limits, symmetries, and what is refused by name."""

import numpy as np
import pytest

from anlan.science.refusing import Refused
from anlan.science.trend.hot_spots import density, hot_spots
from anlan.science.trend.monotone import trend
from anlan.science.trend.rates import holm, rate_change


def test_the_same_rate_surprises_nobody_and_none_at_all_neither():
    assert rate_change(3, 7, 30, 70).p_value == pytest.approx(1)
    assert rate_change(0, 7, 0, 700).p_value == 1
    assert rate_change(1, 7, 0, 7).ratio == float("inf")


def test_exchanging_the_periods_turns_the_ratio_and_keeps_the_chance():
    one, other = rate_change(9, 30, 4, 90), rate_change(4, 90, 9, 30)
    assert one.p_value == pytest.approx(other.p_value)
    assert one.ratio == pytest.approx(1 / other.ratio)


def test_rising_falling_and_level_series():
    assert (trend([1, 2, 3, 4, 5]).s, trend([5, 4, 3, 2, 1]).s) == (10, -10)
    assert trend([1, 2, 3, 4, 5]).p_value == pytest.approx(2 / 120)
    assert trend([2, 2, 2, 2]).p_value == 1
    assert trend([1, 3, 5, 7]).slope == 2
    assert not trend([1, 1, 2, 3]).is_exact


def test_the_density_sums_to_the_events_and_peaks_where_they_gather():
    random = np.random.default_rng(1)
    east = np.concatenate([102 + random.normal(0, 0.01, 40), 102.6 + random.normal(0, 0.01, 30)])
    north = np.concatenate([28 + random.normal(0, 0.01, 40), 28.4 + random.normal(0, 0.01, 30)])
    found = density(east, north, 6.0)
    cell = np.diff(found.longitudes[:2])[0] * np.diff(found.latitudes[:2])[0] * 111.195**2 * np.cos(np.radians(28.2))
    assert found.per_km2.sum() * cell == pytest.approx(70, rel=0.05)
    first, second = hot_spots(east, north, 4.0)
    assert (first.count, second.count) == (40, 30)
    assert (first.longitude, first.latitude) == (pytest.approx(102, abs=0.02), pytest.approx(28, abs=0.02))


@pytest.mark.parametrize(
    ("reckon", "code"),
    [
        (lambda: rate_change(-1, 7, 0, 7), "not_a_count"),
        (lambda: rate_change(1.5, 7, 0, 7), "not_a_count"),
        (lambda: rate_change(1, 0, 0, 7), "days_out_of_range"),
        (lambda: rate_change(1_000_000, 7, 1, 7), "too_many_events"),
        (lambda: holm([1.2]), "not_a_chance"),
        (lambda: trend([1, 2, 3]), "series_too_short_or_long"),
        (lambda: trend([1, 2, 3, float("nan")]), "not_a_number"),
        (lambda: hot_spots([102] * 4, [28] * 4), "too_few_or_many_places"),
        (lambda: hot_spots([102] * 5, [95] * 5), "not_a_place"),
        (lambda: hot_spots([80, 102, 102, 102, 102], [28] * 5), "places_too_far_apart"),
        (lambda: density([102] * 5, [28] * 5, -1), "width_out_of_range"),
    ],
)
def test_nonsense_is_refused_by_name(reckon, code):
    with pytest.raises(Refused) as refused:
        reckon()
    assert refused.value.code == code
