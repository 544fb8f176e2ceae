"""Zones and intensities: a place on a zone's border has its degree; nonsense is refused by name."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.science.earthquake_intensity.ellipses import (
    degree_of,
    intensity_at,
    rupture_km,
    with_trace,
    zone,
    zones,
)
from anlan.science.earthquake_intensity.relations import relation, relations
from anlan.science.earthquake_intensity.source import Source, flat, round_again
from anlan.science.earthquake_intensity.updating import NONE, correction
from anlan.science.refusing import Refused

LUDING = Source(longitude=102.08, latitude=29.59, magnitude=6.8, depth_km=16, strike_deg=325)
WEST = relations()["west"]


@settings(max_examples=30, deadline=None)
@given(
    magnitude=st.floats(5, 8.5),
    strike=st.none() | st.floats(0, 360),
    degree=st.floats(4, 9),
    word=st.sampled_from(sorted(relations())),
)
def test_a_place_on_the_border_of_a_zone_has_its_degree(magnitude, strike, degree, word):
    source = replace(LUDING, magnitude=magnitude, strike_deg=strike)
    found = zone(source, relations()[word], degree)
    if found is not None:
        at = intensity_at(source, relations()[word], found.ring[:, 0], found.ring[:, 1])
        assert np.allclose(at, degree, atol=1e-6)


def test_a_place_on_the_border_of_a_rupture_s_zone_has_its_degree():
    source = replace(LUDING, magnitude=8.0, trace=((102.0, 29.0), (102.5, 29.9), (103.5, 30.5)))
    found = zone(source, WEST, 8)
    assert np.allclose(intensity_at(source, WEST, found.ring[:, 0], found.ring[:, 1]), 8, atol=0.02)


def test_without_a_strike_the_zone_keeps_its_area_and_turns_round():
    turned = zone(replace(LUDING, strike_deg=None), WEST, 7)
    drawn = zone(LUDING, WEST, 7)
    assert turned.area_km2 == pytest.approx(drawn.area_km2)
    assert turned.long_km == turned.short_km == pytest.approx((drawn.long_km * drawn.short_km) ** 0.5)


def test_zones_lie_within_each_other_and_end_where_no_degree_is_reached():
    found = zones(LUDING, WEST)
    assert [each.degree for each in found] == [6, 7, 8, 9]
    assert sorted((each.area_km2 for each in found), reverse=True) == [each.area_km2 for each in found]


def test_intensity_falls_along_a_line_away_and_more_slowly_along_the_strike():
    away = np.array([1.0, 10, 50, 100])
    strike = np.radians(325)
    along = intensity_at(LUDING, WEST, *round_again(LUDING, away * np.sin(strike), away * np.cos(strike)))
    across = intensity_at(LUDING, WEST, *round_again(LUDING, away * np.cos(strike), -away * np.sin(strike)))
    assert np.all(np.diff(along) < 0)
    assert np.all(along > across)


def test_the_flat_map_keeps_distances_from_the_epicentre():
    east, north = flat(LUDING, [103.0, 102.08], [29.59, 30.59])
    assert float(np.hypot(east[1], north[1])) == pytest.approx(111.195, abs=0.001)
    back = round_again(LUDING, east, north)
    assert np.allclose(back, ([103.0, 102.08], [29.59, 30.59]))


def test_a_degree_is_reached_from_its_number_on():
    assert degree_of([5.99, 6.0, 6.99]).tolist() == [5, 6, 6]


def test_a_great_earthquake_with_a_strike_gets_a_line_of_the_usual_length():
    source = with_trace(replace(LUDING, magnitude=8.0))
    east, north = flat(source, *np.array(source.trace).T)
    assert float(np.hypot(*(np.diff(each)[0] for each in (east, north)))) == pytest.approx(rupture_km(8.0), rel=1e-3)
    assert with_trace(source) is source
    assert with_trace(replace(LUDING, strike_deg=None)).trace == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"magnitude": 12}, "magnitude_out_of_range"),
        ({"magnitude": 4.4}, "magnitude_out_of_range"),
        ({"magnitude": float("nan")}, "magnitude_out_of_range"),
        ({"depth_km": 16000}, "depth_km_out_of_range"),
        ({"depth_km": -1}, "depth_km_out_of_range"),
        ({"longitude": 29.59, "latitude": 102.08}, "longitude_out_of_range"),
        ({"strike_deg": 361}, "strike_deg_out_of_range"),
        ({"trace": ((102.0, 29.0),)}, "trace_is_a_point"),
        ({"trace": ((102.0, 29.0), (2.0, 29.0))}, "trace_longitude_out_of_range"),
    ],
)
def test_nonsense_is_refused_by_name(changed, code):
    with pytest.raises(Refused) as refused:
        replace(LUDING, **changed)
    assert refused.value.code == code


def test_the_longitude_chooses_the_national_relation_and_an_unknown_word_is_refused():
    assert (relation("", 104.99).word, relation("", 105.0).word, relation("yunnan", 120).word) == (
        "west",
        "east",
        "yunnan",
    )
    with pytest.raises(Refused, match="relation_unknown: here"):
        relation("here", 100)


def test_stations_move_the_estimate_the_more_the_more_there_are():
    one, ten = correction([7.0], [7.5]), correction([7.0] * 10, [7.5] * 10)
    assert one.degrees == pytest.approx(0.41, abs=0.01)
    assert ten.degrees == pytest.approx(0.874, abs=0.001)
    assert ten.uncertainty < one.uncertainty < NONE.uncertainty
    assert correction([], []) == NONE
    with pytest.raises(Refused, match="intensity_out_of_range"):
        correction([7.0], [13.0])
    with pytest.raises(Refused, match="stations_do_not_pair"):
        correction([7.0, 6.0], [7.0])
