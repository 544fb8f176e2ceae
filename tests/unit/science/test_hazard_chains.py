"""Chains are followed step by step by kind, distance and strength; nonsense is refused by name."""

import pytest

from anlan.science.hazard_chains.following import HERE, Place, Start, arrows, distance_km, follow, starts
from anlan.science.refusing import Refused

SHAKEN = Start(kind="earthquake", name="quake", longitude=102.0, latitude=29.0, radius_km=50)


def place(key, kind, north_km, **strengths):
    return Place(key=key, kind=kind, name=key, longitude=102.0, latitude=29.0 + north_km / 111.195, strengths=strengths)


def steps(links):
    return [(link.step, link.arrow.effect, link.place.key) for link in links]


def test_a_slide_into_a_reservoir_reaches_the_village_below_in_three_steps():
    found = follow(
        SHAKEN,
        [
            place("slope", "landslide", 10, intensity=7.2),
            place("lake", "reservoir", 11, intensity=6.5),
            place("village", "inhabited", 20, intensity=6),
            place("far", "inhabited", 40, intensity=6),
        ],
    )
    assert steps(found) == [
        (1, "landslide", "slope"),
        (2, "blocked_river", "slope"),
        (2, "wave_in_reservoir", "lake"),
        (3, "dam_break_flood", "village"),
        (3, "reservoir_in_danger", "lake"),
        (3, "outburst_flood", "village"),
    ]
    flood = next(link for link in found if link.arrow.effect == "dam_break_flood")
    assert (flood.low_h, flood.high_h) == pytest.approx((0.1, 48 + 0.1 + 4))
    assert flood.origin == "lake"


@pytest.mark.parametrize(("north_km", "is_struck"), [(4.9, True), (5.1, False)])
@pytest.mark.parametrize(("rain", "is_in_danger"), [(99.9, False), (100, True)])
def test_a_tailings_pond_in_heavy_rain_threatens_who_lives_below(rain, is_in_danger, north_km, is_struck):
    wet = Start(kind="rainstorm", name="rain", longitude=102, latitude=29, radius_km=20)
    found = follow(wet, [place("pond", "tailings_pond", 0, rain_24h_mm=rain), place("village", "inhabited", north_km)])
    expected = [(1, "tailings_in_danger", "pond"), (2, "tailings_flow", "village")][: 1 + is_struck]
    assert steps(found) == (expected if is_in_danger else [])


def test_the_flood_of_one_dam_reaches_the_next_and_no_dam_is_told_twice():
    found = follow(
        Start(kind="reservoir_in_danger", name="upper", longitude=102, latitude=29, radius_km=0.1),
        [place("middle", "reservoir", 14), place("lower", "reservoir", 28)],
    )
    assert steps(found) == [(1, "reservoir_in_danger", "middle"), (2, "reservoir_in_danger", "lower")]
    assert (found[1].low_h, found[1].high_h) == (0.6, 24)


def test_a_leak_may_burn_where_it_is_and_set_fire_to_the_neighbour():
    found = follow(
        Start(kind="chemical_release", name="tank", longitude=102, latitude=29, radius_km=0.1),
        [place("neighbour", "major_hazard", 0.4), place("far", "major_hazard", 1.0)],
    )
    assert steps(found) == [(1, "explosion_or_fire", ""), (2, "explosion_or_fire", "neighbour")]


@pytest.mark.parametrize(("intensity", "count"), [(5.9, 0), (6.0, 2), (6.1, 2)])
def test_a_cause_must_reach_its_threshold_at_the_place(intensity, count):
    assert len(follow(SHAKEN, [place("slope", "landslide", 10, intensity=intensity)])) == count


@pytest.mark.parametrize(("km", "count"), [(49.9, 2), (50.1, 0)])
def test_the_start_reaches_as_far_as_its_radius(km, count):
    assert len(follow(SHAKEN, [place("slope", "landslide", km, intensity=8)])) == count


def test_nothing_around_means_no_steps_and_rain_does_not_shake():
    assert follow(SHAKEN, []) == ()
    wet = Start(kind="rainstorm", name="rain", longitude=102, latitude=29, radius_km=20)
    found = follow(wet, [place("gully", "debris_flow", 5, rain_24h_mm=50, intensity=9)])
    assert steps(found) == [(1, "debris_flow", "gully"), (2, "blocked_river", "gully")]


def test_the_table_is_sound():
    assert set(starts()) == {"rainstorm", "earthquake", "wildfire"}
    for arrow in arrows():
        assert 0 <= arrow.lead_h[0] <= arrow.lead_h[1], arrow
        assert arrow.source
        assert arrow.mark in {"verified", "doubtful"}
        assert arrow.cause in starts() or HERE in arrow.on or arrow.within_km > 0, arrow


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (Start(kind="meteor", name="", longitude=102, latitude=29, radius_km=5), "unknown_start"),
        (Start(kind="wildfire", name="", longitude=102, latitude=29, radius_km=0), "radius_km_out_of_range"),
        (Start(kind="wildfire", name="", longitude=102, latitude=29, radius_km=501), "radius_km_out_of_range"),
    ],
)
def test_what_cannot_begin_a_chain_is_refused_by_name(start, code):
    with pytest.raises(Refused) as refused:
        follow(start, [])
    assert refused.value.code == code


def test_a_degree_of_latitude_is_111_km():
    assert distance_km(place("a", "x", 0), place("b", "x", 111.195)) == pytest.approx(111.195, rel=1e-4)
