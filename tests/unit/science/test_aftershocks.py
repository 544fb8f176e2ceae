"""Aftershocks: windows add up, counts narrow, nonsense is refused."""

import numpy as np
import pytest

from anlan.science.aftershocks.forecast import Observed, b_value, forecast, greatest
from anlan.science.refusing import Refused


def test_expected_numbers_of_windows_add_up_and_follow_the_magnitudes_law():
    whole, first, second = (forecast(7.0, 4.0, from_days=a, to_days=b).expected for a, b in ((0, 30), (0, 3), (3, 30)))
    assert first + second == pytest.approx(whole, rel=1e-6)
    assert forecast(7.0, 5.0, from_days=0, to_days=30).expected == pytest.approx(whole / 10, rel=1e-6)


def test_the_expected_number_is_the_formula_s():
    integral = ((7 + 0.018) ** 0.02 - 0.018**0.02) / 0.02
    assert forecast(6.8, 5.0, from_days=0, to_days=7).expected == pytest.approx(
        10 ** (-2.42 + 1.8) * integral, rel=0.01
    )
    stable = ((7 + 0.018) ** 0.27 - 0.018**0.27) / 0.27
    found = forecast(6.8, 5.0, from_days=0, to_days=7, crust="stable").expected
    assert found == pytest.approx(10 ** (-2.85 + 1.8) * stable, rel=0.01)


def test_a_count_pulls_the_forecast_to_itself_and_narrows_it():
    before = forecast(6.8, 4.0, from_days=1, to_days=8)
    usual = round(forecast(6.8, 3.0, from_days=0.1, to_days=1).expected)
    after = [
        forecast(6.8, 4.0, from_days=1, to_days=8, observed=Observed(count=count, least=3.0, from_days=0.1, days=1.0))
        for count in (0, usual, 10 * usual)
    ]
    assert after[0].expected < before.expected < after[2].expected
    assert after[1].high / after[1].low < before.high / before.low


def test_the_chance_lies_between_nothing_and_certainty_and_grows_with_time():
    chances = [forecast(6.8, 6.0, from_days=0, to_days=days).probability for days in (0, 1, 7, 365)]
    assert chances[0] == 0
    assert np.all(np.diff(chances) > 0)
    assert chances[-1] < 1


def test_baths_law_and_the_b_value_of_a_made_list():
    assert greatest(6.8) == pytest.approx((5.1, 5.6, 6.1))
    made = 2.95 + np.random.default_rng(7).exponential(1 / (np.log(10) * 0.9), 20000)
    b, error = b_value(np.round(made, 1), 3.0)
    assert (b, error) == pytest.approx((0.9, 0.0064), abs=0.02)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"magnitude": 12}, "magnitude_out_of_range"),
        ({"least": 2.9}, "least_out_of_range"),
        ({"least": 8}, "least_out_of_range"),
        ({"from_days": 8}, "to_days_out_of_range"),
        ({"to_days": 366}, "to_days_out_of_range"),
        ({"crust": "sea"}, "crust_unknown"),
        ({"observed": Observed(count=-1, least=3, from_days=0, days=1)}, "observed_out_of_range"),
        ({"observed": Observed(count=1, least=3, from_days=1, days=1)}, "observed_out_of_range"),
    ],
)
def test_nonsense_is_refused_by_name(given, code):
    asked = {"magnitude": 6.8, "least": 5.0, "from_days": 0, "to_days": 7, **given}
    with pytest.raises(Refused, match=code):
        forecast(asked.pop("magnitude"), asked.pop("least"), **asked)


def test_a_b_value_of_few_aftershocks_is_refused():
    with pytest.raises(Refused, match="too_few_aftershocks: 2 of 30"):
        b_value([3.0, 4.0], 3.0)
