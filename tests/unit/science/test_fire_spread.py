"""Fires spread in circles, ellipses and around what does not burn; nonsense is refused by name."""

import numpy as np
import pytest

from anlan.science.fire_spread import ensemble, grid, rothermel, wang
from anlan.science.fire_spread.fuels import fuel_model, fuel_models, is_doubtful
from anlan.science.fire_spread.head import Site, head_fire
from anlan.science.refusing import Refused

SIZE, CELL = 81, 20.0
MIDDLE = (40, 40)


def flat(word="conifers", *, fuel=None, height=None):
    fuel = np.zeros((SIZE, SIZE), np.int16) if fuel is None else fuel
    height = np.zeros((SIZE, SIZE), np.float32) if height is None else height
    return grid.ground(CELL, fuel, height, (word,))


def air(wind=0.0, blows_from=270.0, *, hours=1):
    return grid.air(*(np.full(hours, value) for value in (25.0, 30.0, wind, blows_from)))


def spread(where, weather, family="wang", hours=24.0):
    return ensemble.spread(where, weather, [MIDDLE], family=family, hours=hours)


@pytest.mark.parametrize(("family", "word"), [("wang", "conifers"), ("rothermel", "short_grass")])
def test_in_still_air_on_the_level_the_front_is_a_circle_within_three_per_cent(family, word):
    times = spread(flat(word), air(), family, 72.0)
    rows, columns = np.mgrid[:SIZE, :SIZE]
    away = np.hypot(rows - 40, columns - 40) * CELL
    far = np.isfinite(times) & (away > 200)
    rates = away[far] / times[far]
    assert far.sum() > 1000
    assert rates.max() / rates.min() < 1.03


def test_the_head_runs_at_wang_s_rate_and_the_back_against_the_wind():
    times = spread(flat(), air(6.0))
    still = float(wang.still_rate(25, 6, 30))
    east = 20 * CELL / times[40, 60]
    assert east == pytest.approx(still * np.exp(0.1783 * 6), rel=1e-9)
    assert 2 * CELL / times[40, 38] == pytest.approx(still * np.exp(-0.1783 * 6), rel=1e-9)


def test_the_head_runs_at_rothermel_s_rate_and_the_ellipse_has_its_width():
    times = spread(flat("short_grass"), air(3.0), "rothermel")
    site = Site(family="rothermel", fuel="short_grass", temperature_c=25, humidity_pct=30, wind_ms=3.0)
    head = head_fire(site).rate_m_min["best"]
    assert 30 * CELL / times[40, 70] == pytest.approx(head, rel=1e-6)
    minutes = times[40, 70]
    reached = np.argwhere(times <= minutes)
    wide = (reached[:, 0].max() - reached[:, 0].min()) * CELL
    midflame = 3.0 / 1.15 * fuel_model(1).wind_share
    long = 30 * CELL + 30 * CELL * (1 - _away(midflame)) / (1 + _away(midflame))
    assert long / wide == pytest.approx(1 + 0.25 * midflame / 0.44704, rel=0.06)


def _away(midflame):
    ratio = 1 + 0.25 * midflame / 0.44704
    return np.sqrt(1 - 1 / ratio**2)


def test_uphill_is_faster_than_downhill_by_the_factors_of_the_slope():
    rows = np.mgrid[:SIZE, :SIZE][0]
    height = (-rows * CELL * 0.2).astype(np.float32)
    times = spread(flat(height=height), air())
    up, down = 10 * CELL / times[30, 40], 10 * CELL / times[50, 40]
    assert up / down == pytest.approx(float(wang.slope_factor_of(0.2)) ** 2, rel=1e-3)
    assert times[30, 40] < times[40, 50] < times[50, 40]


def test_a_diagonal_road_holds_the_fire_and_a_gap_lets_it_round():
    fuel = np.zeros((SIZE, SIZE), np.int16)
    for n in range(SIZE):
        fuel[n, min(n + 15, SIZE - 1)] = -1
    closed = spread(flat(fuel=fuel), air(4.0))
    assert np.isinf(closed[20, 60])
    assert np.isfinite(closed[60, 60])
    fuel[38:42, :] = 0
    opened = spread(flat(fuel=fuel), air(4.0))
    assert np.isfinite(opened[20, 60])


def test_the_wind_of_the_hour_drives_the_fire():
    turned = grid.air(np.full(2, 25.0), np.full(2, 30.0), np.full(2, 8.0), np.array([270.0, 180.0]))
    before, after = spread(flat(), air(8.0), hours=1.0), spread(flat(), turned, hours=3.0)
    early = np.isfinite(before) & (before < 55)
    assert after[early] == pytest.approx(before[early], rel=1e-6)
    north, south = after[:39, 40:70], after[42:72, 40:70]
    assert np.isfinite(north).sum() > 2 * np.isfinite(south).sum()


def test_the_ensemble_s_chances_grow_with_the_hours_and_its_first_member_is_the_forecast():
    asked = ensemble.Asked(family="wang", hours=4, members=20)
    heard = []
    found = ensemble.ensemble(flat(), air(5.0), [MIDDLE], asked, watched=[(40, 50), (40, 0)], progress=heard.append)
    assert heard == list(range(1, 21))
    assert (np.diff(found.counts.astype(int), axis=0) >= 0).all()
    assert found.probability(1)[MIDDLE] == 1.0
    assert found.watched[0, 0] == pytest.approx(spread(flat(), air(5.0))[40, 50])
    near = ensemble.arrival(found.watched[:, 0])
    assert near.low < near.best < near.high
    assert near.share == 1.0
    assert ensemble.arrival(found.watched[:, 1]).share < 0.5
    again = ensemble.ensemble(flat(), air(5.0), [MIDDLE], asked)
    assert (again.counts == found.counts).all()
    assert found.hour_of(0.5)[MIDDLE] == 1.0


def test_an_ensemble_that_is_stopped_ends():
    class Stopped(Exception):
        pass

    def stop(_done):
        raise Stopped

    with pytest.raises(Stopped):
        ensemble.ensemble(flat(), air(), [MIDDLE], ensemble.Asked(family="wang", hours=1, members=9), progress=stop)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: wang.still_rate(25, -3, 30), "wind_ms_out_of_range"),
        (lambda: wang.still_rate(25, 12.1, 30), "wind_ms_out_of_range"),
        (lambda: wang.still_rate(25, 3, 101), "humidity_pct_out_of_range"),
        (lambda: wang.still_rate(float("nan"), 3, 10), "temperature_c_out_of_range"),
        (lambda: wang.slope_factor(43), "slope_deg_out_of_range"),
        (lambda: wang.fuel_factor("straw"), "unknown_fuel"),
        (lambda: fuel_model(14), "unknown_fuel"),
        (lambda: rothermel.bed(fuel_model(1), (0.0, 0.1, 0.1), 1.0), "dead_moisture_out_of_range"),
        (lambda: spread(flat(), air(13.0)), "wind_ms_out_of_range"),
        (lambda: spread(flat("straw"), air()), "unknown_fuel"),
        (lambda: spread(flat(), air(), "mcarthur"), "unknown_family"),
        (lambda: ensemble.spread(flat(), air(), [(99, 0)], family="wang", hours=1), "outside_the_ground"),
        (lambda: ensemble.spread(flat(), air(), [], family="wang", hours=1), "nothing_burns"),
        (lambda: spread(flat(fuel=np.full((SIZE, SIZE), -1, np.int16)), air()), "nothing_burns"),
        (lambda: spread(flat(), air(), hours=100), "hours_out_of_range"),
        (lambda: grid.ground(2000.0, np.zeros((9, 9), np.int16), np.zeros((9, 9)), ("a",)), "cell_m_out_of_range"),
        (lambda: grid.ground(20.0, np.zeros((9, 9), np.int16), np.zeros((9, 8)), ("a",)), "shapes_differ"),
        (lambda: grid.air(np.ones(2), np.ones(2), np.ones(3), np.ones(2)), "hours_differ"),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused_by_name(act, code):
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.code == code


def test_wet_fuel_does_not_burn_and_moisture_follows_the_air():
    assert rothermel.bed(fuel_model(1), (0.13, 0.13, 0.13), 1.0).rate == 0.0
    dry, damp = rothermel.fine_moisture([30, 10], [15, 90])
    assert dry < 0.05 < 0.15 < damp


def test_only_the_two_fuels_that_were_confirmed_elsewhere_are_marked_verified():
    assert [number for number, model in fuel_models().items() if model.mark == "verified"] == [1, 10]
    assert not is_doubtful("short_grass")
    assert is_doubtful("tall_grass")
