"""Runoff, critical rain, reservoirs, broken dams: inverses, limits, balances, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlan.science.bounds import OutOfRange
from anlan.science.dam_break.breach import (
    breach_width,
    draining_hours,
    embankment_peak,
    forming_hours,
    sudden_peak,
)
from anlan.science.dam_break.travel import Valley, arrival_hours, depth_of, flattened, speed_of
from anlan.science.flash_flood.guidance import DRY, WET, Basin, critical_rain, full_bed, times_guidance
from anlan.science.rainfall.antecedent import antecedent
from anlan.science.rainfall.frequency import Curve, between, fitted, return_years
from anlan.science.rainfall.frequency import depth_of as rare_depth
from anlan.science.reservoir.routing import Pool, routed, spilled
from anlan.science.runoff.curve_number import drier, rain_for, runoff, wetter
from anlan.science.runoff.hydrograph import concentration_hours, flood, unit_peak

VALLEY = Valley(width_m=150, slope=0.01)
BASIN = Basin(area_km2=12.0, concentration_h=1.5, curve_number=75.0, full_bed_m3s=40.0)


def refused(act):
    with pytest.raises(OutOfRange) as raised:
        act()
    return raised.value.code, raised.value.name


@given(st.floats(0, 800), st.floats(30, 100))
def test_runoff_is_at_most_the_rain_and_its_inverse_gives_the_rain_back(rain, number):
    depth = float(runoff(rain, number))
    assert 0 <= depth <= rain + 1e-9
    if depth > 1e-3:
        assert float(rain_for(depth, number)) == pytest.approx(rain, rel=1e-6)


def test_rain_below_the_first_losses_runs_off_nowhere():
    assert runoff([16.9, 17.0], 75).tolist() == pytest.approx([0.0, 0.00005], abs=1e-4)
    assert float(runoff(50, 100)) == 50


def test_wet_and_dry_days_are_the_handbooks_numbers():
    assert wetter([60, 75, 90]) == pytest.approx([77.5, 87.3, 95.4], abs=0.1)
    assert drier([60, 75, 90]) == pytest.approx([38.7, 55.8, 79.1], abs=0.1)


def test_a_floods_volume_is_the_runoff_over_the_basin():
    run, flows = flood([10, 30, 25, 5], 80, 12.0, 0.5, 1.5)
    assert float(np.sum(run)) == pytest.approx(float(runoff(70, 80)))
    assert float(np.sum(flows)) * 1800 == pytest.approx(float(np.sum(run)) / 1000 * 12e6)


def test_kirpichs_time():
    assert float(concentration_hours(1000, 0.01)) == pytest.approx(0.39, abs=0.01)


def test_the_critical_rain_just_fills_the_bed_and_wet_days_need_less():
    critical = float(critical_rain(BASIN, 1))
    assert float(runoff(critical, 75)) * float(unit_peak(12.0, 1, 1.5)) == pytest.approx(40.0)
    assert float(critical_rain(BASIN, 1, WET)) < critical < float(critical_rain(BASIN, 1, DRY))
    assert float(times_guidance(BASIN, critical, 1)) == pytest.approx(1)


def test_long_rain_fills_the_bed_with_no_more_than_falls_at_the_time():
    hours = 24.0
    least = 40.0 * 3.6 * hours / 12.0
    assert float(critical_rain(BASIN, hours)) == pytest.approx(float(rain_for(least, 75)))


def test_the_full_bed_is_mannings():
    assert float(full_bed(10, 2, 0.01, 0.04)) == pytest.approx(20 * (20 / 14) ** (2 / 3) * 0.1 / 0.04)


def test_a_reservoir_keeps_every_drop_and_lowers_the_peak():
    levels = np.linspace(0, 4, 81)
    pool = Pool(level=levels, storage=1e6 * levels, outflow=spilled(levels, 20))
    inflow = np.interp(np.arange(0, 20, 0.1), [0, 2, 6], [0, 200, 0])
    found = routed(pool, inflow, 360, 0.0)
    moved = np.sum((inflow[1:] + inflow[:-1] - found.outflow[1:] - found.outflow[:-1]) / 2) * 360
    assert found.storage[-1] - found.storage[0] == pytest.approx(moved)
    assert found.outflow.max() < 200
    at = int(np.argmax(found.outflow))
    assert inflow[at] == pytest.approx(found.outflow[at], rel=0.05)
    assert not found.is_overtopped


def test_a_pool_that_rises_above_its_rows_says_so():
    pool = Pool(level=[0, 1], storage=[0, 1e5], outflow=[0, 20])
    assert routed(pool, [0, 300, 300, 0], 3600, 0.0).is_overtopped


def test_the_band_of_a_washed_out_dam_is_that_of_known_failures():
    peak = embankment_peak(310e6, 77.4)
    assert float(peak.best) == pytest.approx(0.607 * 310e6**0.295 * 77.4**1.24)
    assert [float(peak.low / peak.best), float(peak.high / peak.best)] == pytest.approx([0.53, 2.3])
    assert float(peak.low) < 65_120 < float(peak.high)


def test_an_overtopped_dam_breaks_wider():
    over, piped = (breach_width(1e6, 20, is_overtopped=each).best for each in (True, False))
    assert float(over / piped) == pytest.approx(1.4)
    assert float(forming_hours(1e6, 20).best) == pytest.approx(0.00254 * 1e6**0.53 * 20**-0.9)
    assert float(sudden_peak(60, 25)) == pytest.approx(6959, rel=0.001)
    assert float(draining_hours(3.6e6, 2000)) == pytest.approx(1.0)


def test_a_flood_flattens_down_the_valley_and_comes_later():
    ways = np.array([0.0, 1000.0, 5000.0, 20_000.0])
    left = flattened(1500, 1e6, ways, "mountain")
    assert left[0] == 1500
    assert np.all(np.diff(left) < 0)
    hours = arrival_hours(1500, 1e6, ways, VALLEY, "mountain")
    assert hours[0] == 0
    assert np.all(np.diff(hours) > 0)
    assert float(speed_of(1500, VALLEY)) == pytest.approx(5 / 3 * 1500 / 150 / float(depth_of(1500, VALLEY)))


def test_the_rain_of_earlier_days_fades():
    assert float(antecedent([10, 0, 20], 0.8)) == pytest.approx(10 * 0.512 + 20 * 0.8)


def test_return_periods_and_depths_are_inverses_and_fitting_finds_the_moments():
    curve = Curve(80.0, 0.4, 1.4)
    assert return_years(curve, rare_depth(curve, [2, 20, 100])) == pytest.approx([2, 20, 100])
    even = Curve(80.0, 0.4, 0.0)
    assert return_years(even, rare_depth(even, [2, 20])) == pytest.approx([2, 20])
    years = [52, 61, 75, 48, 90, 110, 66, 58, 83, 71, 150, 64]
    found = fitted(years)
    assert found.mean == pytest.approx(np.mean(years))
    assert found.skew > 1
    low, high = between(years, 50)
    assert low < float(rare_depth(found, 50)) < high


@pytest.mark.parametrize(
    ("act", "code", "name"),
    [
        (lambda: runoff(-1, 70), "too_small", "rain_mm"),
        (lambda: runoff(50, 120), "too_great", "curve_number"),
        (lambda: runoff(np.inf, 70), "not_finite", "rain_mm"),
        (lambda: embankment_peak(1e6, 2000), "too_great", "depth_m"),
        (lambda: embankment_peak(100, 20), "too_small", "volume_m3"),
        (lambda: flattened(100, 1e6, 10, "sea"), "unknown_terrain", "terrain"),
        (lambda: depth_of(100, Valley(width_m=100, slope=3)), "too_great", "valley_slope"),
        (lambda: critical_rain(BASIN, 0.1), "too_small", "duration_h"),
        (lambda: fitted([50] * 9), "too_few_years", "annual_maximum_mm"),
        (lambda: fitted([50] * 12), "no_variation", "annual_maximum_mm"),
        (lambda: return_years(Curve(0, 0.4, 1), 50), "too_small", "mean_mm"),
        (lambda: routed(Pool(level=[0, 1], storage=[5, 1], outflow=[0, 1]), [1, 1], 60, 0), "rows_do_not_rise", "pool"),
        (lambda: routed(Pool(level=[0], storage=[5], outflow=[0]), [1, 1], 60, 0), "too_few_rows", "pool"),
        (lambda: routed(Pool(level=[0, 1], storage=[0, 1], outflow=[0, 1]), [1, 1], 60, 3), "too_great", "level_m"),
    ],
)
def test_nonsense_is_refused_by_name(act, code, name):
    assert refused(act) == (code, name)
