"""Intensity-duration thresholds: the published figures, multiples, ranges."""

import numpy as np
import pytest

from anlan.science.bounds import OutOfRange
from anlan.science.rain_thresholds.curves import intensity_at, threshold, thresholds, times_threshold, worst


@pytest.mark.parametrize(
    ("word", "hours", "intensity"),
    [
        ("caine", (1, 6, 24), (14.82, 7.37, 4.29)),
        ("guzzetti", (1, 6, 24), (2.20, 1.00, 0.54)),
        ("wenchuan_lower", (6, 24), (1.69, 0.64)),
    ],
)
def test_the_curves_figures(word, hours, intensity):
    assert intensity_at(threshold(word), hours) == pytest.approx(intensity, abs=0.01)


def test_the_threshold_itself_is_one_times_and_what_is_below_is_less():
    at = threshold("caine")
    limit = float(intensity_at(at, 6)) * 6
    assert times_threshold(at, [limit - 0.01, limit, 2 * limit], 6) == pytest.approx([0.9998, 1, 2], abs=1e-4)


def test_the_worst_window_is_told_and_windows_outside_the_curve_say_nothing():
    times, window = worst(threshold("wenchuan_lower"), {1: [500.0, 500.0], 3: [0.0, 60.0], 24: [50.0, 0.0]})
    assert window.tolist() == [24, 3]
    assert times == pytest.approx([50 / 24 / 5.94 * 24**0.7, 20 / 5.94 * 3**0.7])


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: threshold("nobody"), "unknown_threshold"),
        (lambda: intensity_at(threshold("wenchuan_lower"), 1), "too_small"),
        (lambda: times_threshold(threshold("caine"), -1, 6), "too_small"),
        (lambda: times_threshold(threshold("caine"), np.nan, 6), "not_finite"),
        (lambda: worst(threshold("wenchuan_upper"), {1: [5.0]}), "no_window_in_range"),
    ],
)
def test_nonsense_is_refused_by_name(act, code):
    with pytest.raises(OutOfRange) as refused:
        act()
    assert refused.value.code == code


def test_every_curve_has_its_source_and_mark():
    assert all(each.source and each.mark in ("verified", "doubtful") for each in thresholds().values())
