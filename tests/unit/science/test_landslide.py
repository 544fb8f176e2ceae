"""When slopes fail, how far they run and what wave they raise; what cannot be reckoned with is refused by name."""

import numpy as np
import pytest

from anlan.science.landslide import run_out
from anlan.science.landslide.failure import failure_time, rates_of
from anlan.science.landslide.tangent import stage
from anlan.science.refusing import Refused

TIMES = np.arange(20.0)
SPEEDS = 1 / (0.05 * (30 - TIMES))
SLIDE = run_out.Slide(speed_ms=30, thickness_m=20, width_m=100, volume_m3=1e5, angle_deg=40)


def test_the_law_itself_gives_back_its_time_of_failure():
    found = failure_time(TIMES, SPEEDS)
    assert found.best == pytest.approx(30.0)
    assert found.low == pytest.approx(30.0, abs=1e-6)
    assert found.fit == pytest.approx(1.0)


def test_scatter_widens_the_range_and_the_true_time_lies_in_it_four_times_in_five():
    random, inside = np.random.default_rng(85), 0
    for _ in range(200):
        found = failure_time(TIMES, 1 / (1 / SPEEDS + random.normal(0, 0.05, TIMES.size)))
        assert found.low < found.best < found.high
        inside += found.low <= 30 <= found.high
    assert 145 <= inside <= 175


def test_rates_stand_in_the_middle_of_their_intervals():
    when, rates = rates_of([0, 2, 3], [0.0, 4.0, 10.0])
    assert when.tolist() == [1.0, 2.5]
    assert rates.tolist() == [2.0, 6.0]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: failure_time(TIMES[:4], SPEEDS[:4]), "too_few_rates"),
        (lambda: failure_time(TIMES, SPEEDS[::-1]), "does_not_accelerate"),
        (lambda: failure_time(TIMES, SPEEDS * 0), "stands_still"),
        (lambda: failure_time(TIMES, 1 / (60 - TIMES + 35 * (-1) ** TIMES)), "too_scattered"),
        (lambda: rates_of([0, 1, 1], [0, 1, 2]), "times_not_in_order"),
        (lambda: rates_of([0, 1], [0, float("nan")]), "not_finite"),
        (lambda: rates_of([0, 1], [0]), "lengths_differ"),
        (lambda: run_out.reach(1e5, 5000), "drop_m_out_of_range"),
        (lambda: run_out.reach(1, 50), "volume_m3_out_of_range"),
        (lambda: run_out.reach(1e9, 50, kind="debris_flow"), "volume_m3_out_of_range"),
        (lambda: run_out.reach(1e5, 50, kind="avalanche"), "unknown_kind"),
        (lambda: run_out.speed_after(100, 15, 20), "does_not_slide"),
        (lambda: run_out.wave(SLIDE, 10, 300), "thickness_out_of_range"),
        (lambda: run_out.wave(SLIDE, 40, 50), "distance_out_of_range"),
        (lambda: run_out.wave(SLIDE, 400, 2000), "froude_out_of_range"),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused_by_name(act, code):
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.code == code


def test_greater_slides_run_farther_than_they_fall_and_waves_fall_off_with_distance():
    small, great = run_out.reach(1e5, 200), run_out.reach(1e7, 200)
    assert small.low <= small.best <= small.high < great.high
    waves = [run_out.wave(SLIDE, 40, away).height_m for away in (300, 600, 1200, 2000)]
    assert waves == sorted(waves, reverse=True)
    assert run_out.wave(SLIDE, 40, 300).greatest_m >= waves[0]
    assert run_out.speed_after(100, 89, 0) == pytest.approx((2 * 9.81 * 100) ** 0.5)


@pytest.mark.parametrize(
    ("angle", "word"),
    [(-5, "steady"), (44.9, "steady"), (45, "early_acceleration"), (80, "mid_acceleration"), (85, "imminent")],
)
def test_stages_change_at_their_angles(angle, word):
    assert stage(angle) == word
