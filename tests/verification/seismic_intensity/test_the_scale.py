"""The mean peaks of each grade in the Chinese scale (its table 1, typed from memory) give back about that grade."""

import pytest

from anlan.science.seismic_intensity.instrument import instrument_intensity


@pytest.mark.parametrize(
    ("grade", "acceleration", "velocity"),
    [
        (5, 0.346, 0.0267),
        (6, 0.653, 0.0556),
        (7, 1.35, 0.120),
        (8, 2.79, 0.258),
        (9, 5.77, 0.555),
        (10, 11.9, 1.19),
    ],
)
def test_the_mean_peaks_of_a_grade_give_the_grade(grade, acceleration, velocity):
    assert instrument_intensity(acceleration=acceleration, velocity=velocity) == pytest.approx(grade, abs=0.5)


def test_the_velocity_decides_only_where_both_give_six_or_more():
    assert instrument_intensity(acceleration=0.6, velocity=0.12) == 6.4
    assert instrument_intensity(acceleration=1.35, velocity=0.12) == 7.0


@pytest.mark.parametrize(("acceleration", "velocity", "intensity"), [(1e-4, 1e-6, 1.0), (1e4, 1e3, 12.0)])
def test_the_scale_ends_at_one_and_twelve(acceleration, velocity, intensity):
    assert instrument_intensity(acceleration=acceleration, velocity=velocity) == intensity


@pytest.mark.parametrize(("acceleration", "velocity"), [(0.0, 0.1), (1.0, -0.1), (float("nan"), 0.1)])
def test_peaks_that_cannot_be_are_refused(acceleration, velocity):
    with pytest.raises(ValueError, match="peaks_not_positive"):
        instrument_intensity(acceleration=acceleration, velocity=velocity)
