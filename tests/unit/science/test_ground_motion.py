"""Ground motion: ellipses, sites, and refusals."""

from dataclasses import replace

import numpy as np
import pytest

from anlan.science.earthquake_intensity.source import Source, round_again
from anlan.science.ground_motion.motion import along_axis, peak
from anlan.science.ground_motion.site import GRAVITY, factor, on_site
from anlan.science.refusing import Refused
from anlan.science.seismic_intensity.instrument import acceleration_by_intensity, intensity_by_acceleration

QUAKE = Source(longitude=102.0, latitude=30.0, magnitude=7.0, strike_deg=0.0)
AWAY = np.array([1.0, 20, 80, 190])


@pytest.mark.parametrize("motion", ["acceleration", "velocity"])
def test_on_the_axes_the_ellipse_gives_what_the_axis_gives(motion):
    north = peak(motion, QUAKE, "qinghai_tibet", *round_again(QUAKE, 0 * AWAY, AWAY))
    east = peak(motion, QUAKE, "qinghai_tibet", *round_again(QUAKE, AWAY, 0 * AWAY))
    assert np.allclose(north[1:], along_axis(motion, "qinghai_tibet", 7.0, AWAY, is_long=True)[1:])
    assert np.allclose(east[1:], along_axis(motion, "qinghai_tibet", 7.0, AWAY, is_long=False)[1:])


def test_between_the_axes_and_on_the_circle_it_lies_between_them():
    slant = round_again(QUAKE, AWAY[1:] * 0.6, AWAY[1:] * 0.8)
    north, east = (along_axis("acceleration", "qinghai_tibet", 7.0, AWAY[1:], is_long=each) for each in (True, False))
    for source in (QUAKE, replace(QUAKE, strike_deg=None)):
        found = peak("acceleration", source, "qinghai_tibet", *slant)
        assert np.all((found < north) & (found > east))


def test_along_a_rupture_the_short_axis_holds_for_the_distance_from_it():
    source = replace(QUAKE, trace=((102.0, 29.5), (102.0, 30.5)))
    found = peak("acceleration", source, "qinghai_tibet", *round_again(source, [20.0], [10.0]))
    assert found == pytest.approx(along_axis("acceleration", "qinghai_tibet", 7.0, [20.0], is_long=False), rel=1e-3)


def test_beyond_two_hundred_kilometres_nothing_is_said():
    found = peak("acceleration", QUAKE, "qinghai_tibet", *round_again(QUAKE, [199.9, 200.1], [0, 0]))
    assert np.isnan(found).tolist() == [False, True]
    with pytest.raises(Refused, match="distance_out_of_range"):
        along_axis("acceleration", "qinghai_tibet", 7.0, 201, is_long=True)


def test_factors_of_the_table_and_between_its_rows():
    rows = {"I0": 0.72, "I1": 0.80, "II": 1.0, "III": 1.30, "IV": 1.25}
    assert {word: float(factor(word, 0.01)) for word in rows} == rows
    assert float(factor("III", 0.125 * GRAVITY)) == pytest.approx(1.20)
    assert float(factor("IV", 2 * GRAVITY)) == 0.90


def test_from_rock_to_the_site_and_back_by_the_factor_of_rock():
    rock = np.array([0.1, 1.0, 3.0, 6.0])
    ground = on_site(rock, "II")
    assert np.allclose(ground * factor("I1", ground), rock)
    assert np.all(on_site(rock, "III") >= ground)


@pytest.mark.parametrize(
    ("region", "magnitude", "code"),
    [("nowhere", 7, "region_unknown"), ("moderate", 7.1, "magnitude_out_of_range"), ("xinjiang", 8.1, "magnitude_out")],
)
def test_what_the_paper_does_not_cover_is_refused(region, magnitude, code):
    with pytest.raises(Refused, match=code):
        peak("acceleration", replace(QUAKE, magnitude=magnitude), region, [102.1], [30.1])


def test_an_unknown_site_class_is_refused():
    with pytest.raises(Refused, match="site_class_unknown: V"):
        on_site([1.0], "V")


def test_intensity_and_acceleration_turn_into_each_other():
    degrees = np.array([3.0, 6.5, 9.9])
    assert np.allclose(intensity_by_acceleration(acceleration_by_intensity(degrees)), degrees)
    assert intensity_by_acceleration([0.0, 1e9]).tolist() == [1.0, 12.0]
    for call, wrong in ((intensity_by_acceleration, [-1.0]), (acceleration_by_intensity, [12.1])):
        with pytest.raises(ValueError, match=r"accelerations_negative|intensity_out_of_range"):
            call(wrong)
