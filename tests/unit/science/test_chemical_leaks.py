"""Leaks, clouds, doses, fires and blasts: limits, invariants and refusals by name."""

from dataclasses import replace

import numpy as np
import pytest

from anlan.science.dispersion.clouds import Air, half_width, plume, puff, reach
from anlan.science.dispersion.sigmas import plume_sigmas
from anlan.science.dispersion.stability import SKIES, stability_of
from anlan.science.fire_explosion.blast import distance_of, overpressure, tnt_of_cloud
from anlan.science.fire_explosion.fires import fire_ball, fire_ball_heat, jet_heat, pool_heat
from anlan.science.heavy_gas.cloud import Given, cloud
from anlan.science.heavy_gas.correlations import Around, Source, alpha_of, distance, is_heavy
from anlan.science.refusing import Refused
from anlan.science.release.rates import evaporation_rate, flash_share, flashing_rate, gas_rate, is_choked
from anlan.science.release.vessel import Leak, release
from anlan.science.substances.tables import concentration_of, share_of, substance, substances
from anlan.science.toxicity.doses import dying, indoor_dose, indoors
from anlan.science.toxicity.tables import end_points, is_toxic, probit_of

CHLORINE = substance("液氯")
PROPANE = substance("丙烷")
NIGHT = Air(wind=2.0, stability="F")
CYLINDER = Leak(substance=CHLORINE, state="liquefied", quantity=1000.0, hole=0.02, temperature=293.15)


def refusal(act) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


@pytest.mark.parametrize("of", [of for of in substances() if of.boiling >= of.vapour_from], ids=lambda of: of.cas)
def test_every_substance_boils_at_one_atmosphere_at_its_boiling_point(of):
    assert float(of.vapour_pressure(of.boiling)) == pytest.approx(101325, rel=0.08)


def test_a_substance_is_found_by_name_other_name_and_number():
    assert substance("氯") is substance(" 液氯 ") is substance("7782-50-5")
    assert refusal(lambda: substance("汽水")) == "substance_without_data"


def test_shares_of_volume_and_concentrations_are_each_others_inverse():
    assert share_of(concentration_of(2e-6, 0.070906), 0.070906) == pytest.approx(2e-6)


def test_gas_flow_passes_steadily_from_unchoked_to_choked():
    below, above = (
        float(gas_rate(1e-4, pressure, 293.15, molar_mass=0.029, heat_ratio=1.4)) for pressure in (191_700, 191_900)
    )
    assert not is_choked(191_700, 1.4)
    assert is_choked(191_900, 1.4)
    assert above / below == pytest.approx(191_900 / 191_700, rel=1e-3)
    assert gas_rate(1e-4, 101325.0, 293.15, molar_mass=0.029, heat_ratio=1.4) == 0


def test_a_vacuum_lets_nothing_out():
    code = refusal(lambda: gas_rate(1e-4, 90_000, 293.15, molar_mass=0.029, heat_ratio=1.4))
    assert code == "pressure_out_of_range"


def test_a_liquid_at_its_boiling_point_does_not_flash_and_a_warm_one_never_wholly():
    assert flash_share(CHLORINE, CHLORINE.boiling) == 0
    assert 0 < flash_share(CHLORINE, 400.0) < 1


def test_a_pipe_lets_out_less_than_a_hole_of_the_same_width():
    pipe = release(replace(CYLINDER, is_pipe=True))
    assert pipe.phase == "two_phase"
    assert pipe.rate < release(CYLINDER).rate
    assert float(flashing_rate(2.0, PROPANE, 293.15)) == pytest.approx(2 * float(flashing_rate(1.0, PROPANE, 293.15)))


def test_no_more_gets_into_the_air_than_the_vessel_holds():
    found = release(CYLINDER)
    assert found.airborne == pytest.approx(1000.0)
    assert found.rate * found.duration == pytest.approx(1000.0)


def test_a_bund_keeps_a_pool_small_and_what_it_gives_off():
    benzene = Leak(substance=substance("苯"), state="liquid", quantity=50_000, hole=0.1, temperature=293.15, head=5.0)
    open_pool, bunded = release(benzene), release(replace(benzene, bund=100.0))
    assert bunded.pool_diameter == pytest.approx(11.284, abs=0.001)
    assert bunded.airborne_rate < open_pool.airborne_rate
    assert bunded.airborne_rate == pytest.approx(evaporation_rate(substance("苯"), bunded.pool_diameter, 2.0, 293.15))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": "solid"}, "state_unknown"),
        ({"state": "liquid"}, "liquid_above_its_boiling_point"),
        ({"temperature": 200.0}, "not_liquefied_at_this_temperature"),
        ({"hole": 2.0}, "hole_out_of_range"),
        ({"hole": float("nan")}, "hole_out_of_range"),
        ({"quantity": -1.0}, "quantity_out_of_range"),
        ({"state": "gas"}, "nothing_flows"),
    ],
)
def test_a_leak_that_cannot_be_is_refused_by_name(change, code):
    assert refusal(lambda: release(replace(CYLINDER, **change))) == code


@pytest.mark.parametrize(
    ("wind", "sky", "expected"),
    [(1.9, "strong_sun", "A"), (2.0, "strong_sun", "B"), (5.0, "clear_night", "D"), (4.9, "clear_night", "E")],
)
def test_stability_by_wind_and_sky(wind, sky, expected):
    assert stability_of(wind, sky) == expected


def test_a_strong_wind_is_never_steadier_than_neutral():
    assert {stability_of(8.0, sky) for sky in SKIES} == {"C", "D"}
    assert refusal(lambda: stability_of(3.0, "fog")) == "sky_unknown"
    assert refusal(lambda: stability_of(-3.0, "overcast")) == "wind_out_of_range"


@pytest.mark.parametrize("stability", "ABCDEF")
def test_what_a_source_gives_passes_every_distance(stability):
    air = Air(wind=3.0, stability=stability)
    sy, sz = plume_sigmas(800.0, stability)
    on_axis = float(plume(1.0, air, 800.0))
    assert on_axis * np.pi * float(sy) * float(sz) * air.wind == pytest.approx(1.0)


def test_before_the_source_there_is_nothing():
    assert plume(1.0, NIGHT, -5.0) == 0
    assert puff(1.0, NIGHT, 0.0) == 0


def test_a_calm_and_an_unknown_class_are_refused():
    assert refusal(lambda: plume(1.0, Air(wind=0.5, stability="F"), 100.0)) == "wind_out_of_range"
    assert refusal(lambda: plume(1.0, Air(wind=2.0, stability="G"), 100.0)) == "stability_unknown"
    assert refusal(lambda: plume(1.0, Air(wind=2.0, stability="F", terrain="sea"), 100.0)) == "terrain_unknown"
    assert refusal(lambda: plume(-1.0, NIGHT, 100.0)) == "rate_out_of_range"


def test_reach_lies_between_the_grid_and_says_where_the_model_ends():
    at = np.array([100.0, 200.0, 400.0])
    assert reach(np.array([4.0, 1.0, 0.25]), 2.0, at).distance == pytest.approx(141.42, abs=0.01)
    assert reach(np.array([4.0, 1.0, 0.25]), 5.0, at).distance == 0
    assert reach(np.array([4.0, 1.0, 0.25]), 0.1, at).is_beyond


def test_at_its_half_width_a_plume_has_fallen_to_the_level():
    level = float(plume(1.0, NIGHT, 500.0)) / 7
    aside = half_width(500.0, plume(1.0, NIGHT, 500.0), level, NIGHT)
    assert float(plume(1.0, NIGHT, 500.0, aside=aside)) == pytest.approx(level)


def test_chlorine_is_heavy_in_a_light_wind_and_methane_never():
    air = Around(wind=2.0, density=1.2, temperature=293.15)
    assert is_heavy(Source(volume=1.0, density=3.6, temperature=239.2), air)
    assert not is_heavy(Source(volume=1.0, density=0.67, temperature=293.15), air)
    assert not is_heavy(Source(volume=1e-4, density=3.6, temperature=239.2), replace(air, wind=15.0))
    light = Source(volume=1.0, density=0.67, temperature=293.15)
    assert refusal(lambda: alpha_of(light, air)) == "not_heavier_than_air"


def test_thinner_than_the_curves_is_refused():
    air = Around(wind=5.0, density=1.2, temperature=293.15)
    source = Source(volume=10.0, density=2.5, temperature=293.15)
    assert distance(0.02, source, air) < distance(0.005, source, air)
    assert refusal(lambda: distance(0.001, source, air)) == "thinner_than_the_curves"


@pytest.mark.parametrize("is_burst", [False, True])
def test_a_cloud_only_thins_downwind_and_more_gas_reaches_farther(is_burst):
    small, great = (
        cloud(Given(substance=CHLORINE, amount=amount, temperature=239.2, is_burst=is_burst), NIGHT, 293.15)
        for amount in (0.5, 5.0)
    )
    assert small.is_heavy
    assert np.all(np.diff(small.along) <= 1e-15)
    level = float(concentration_of(20e-6, CHLORINE.molar_mass))
    assert reach(small.along, level).distance < reach(great.along, level).distance


def test_the_probit_of_five_kills_half():
    by = probit_of(CHLORINE)
    share = np.exp((5 - by.a) / by.b / by.n) / 1e6
    assert float(dying(share, 1.0, by)) == pytest.approx(0.5)
    assert float(dying(0.0, 30.0, by)) == 0


def test_a_house_keeps_out_less_the_longer_the_cloud_stays():
    assert indoors(60.0, 0.5) == pytest.approx(1 - np.exp(-0.5))
    assert indoor_dose(10.0, 0.5, 2.0) < indoor_dose(60.0, 0.5, 2.0) < indoor_dose(480.0, 0.5, 2.0)


def test_end_points_grow_and_are_refused_where_there_are_none():
    for of in substances():
        if is_toxic(of):
            points = end_points(of)
            assert (points.aegl1 or 0) < points.aegl2 < points.aegl3
    assert refusal(lambda: end_points(PROPANE)) == "no_toxic_end_points"
    assert refusal(lambda: probit_of(PROPANE)) == "no_probit"


def test_a_fire_ball_cannot_send_more_heat_than_its_surface():
    ball = fire_ball(20_000, PROPANE, 1.5e6)
    heat = fire_ball_heat(ball, np.array([1.0, 100.0, 1000.0]))
    assert np.all(heat <= ball.surface)
    assert np.all(np.diff(heat) < 0)
    assert refusal(lambda: fire_ball(20_000, CHLORINE, 1.5e6)) == "does_not_burn"
    assert refusal(lambda: fire_ball(0, PROPANE, 1.5e6)) == "mass_out_of_range"


def test_heat_falls_with_the_distance():
    assert pool_heat(PROPANE, 10.0, 50.0) > pool_heat(PROPANE, 10.0, 100.0)
    assert jet_heat(PROPANE, 5.0, 50.0) > jet_heat(PROPANE, 5.0, 100.0)
    assert refusal(lambda: pool_heat(PROPANE, 500.0, 50.0)) == "diameter_out_of_range"


def test_the_distance_of_an_overpressure_has_it():
    for pressure in (2070.0, 20_700.0, 68_900.0):
        assert float(overpressure(300.0, distance_of(300.0, pressure))) == pytest.approx(pressure, rel=1e-6)
    assert refusal(lambda: distance_of(300.0, 1e9)) == "overpressure_out_of_range"
    assert refusal(lambda: overpressure(300.0, 0.01)) == "distance_out_of_range"
    assert refusal(lambda: tnt_of_cloud(1000, PROPANE, 2.0)) == "yield_out_of_range"
    assert refusal(lambda: tnt_of_cloud(1000, CHLORINE)) == "does_not_burn"
