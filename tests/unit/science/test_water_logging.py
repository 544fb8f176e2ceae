"""Water in a hollow: bowls whose volume is known, spilling, places without a hollow."""

import numpy as np
import pytest

from anlan.science.bounds import OutOfRange
from anlan.science.water_logging.pool import filled, hollow_at, net_volume

ROWS, COLUMNS = np.mgrid[0:41, 0:41].astype(float)
PYRAMID = np.maximum(np.abs(ROWS - 20), np.abs(COLUMNS - 20)) * 0.1  # An inverted pyramid with steps of 10 cm.


def test_a_hollow_goes_from_its_lowest_cell_to_where_it_spills():
    hollow = hollow_at(PYRAMID, 10, 12, 5.0)
    assert hollow.low == (20, 20)
    assert hollow.spill_level == pytest.approx(2.0)
    rings = sum(8 * n * (2.0 - 0.1 * n) for n in range(1, 20)) + 2.0
    assert hollow.volume == pytest.approx(rings * 25)


@pytest.mark.parametrize("volume", [1.0, 25 * 0.1, 100.0, 5000.0])
def test_water_stands_as_high_as_its_volume_asks(volume):
    standing = filled(hollow_at(PYRAMID, 20, 20, 5.0), PYRAMID, volume)
    assert float(np.sum(standing.depth)) * 25 == pytest.approx(volume)
    assert standing.spilled == 0


def test_what_the_hollow_cannot_hold_is_told():
    hollow = hollow_at(PYRAMID, 20, 20, 5.0)
    standing = filled(hollow, PYRAMID, hollow.volume + 700)
    assert standing.level == pytest.approx(hollow.spill_level)
    assert standing.spilled == pytest.approx(700)


def test_a_gap_in_the_rim_is_where_it_spills():
    ground = PYRAMID.copy()
    ground[20, 33:] = 1.25
    assert hollow_at(ground, 20, 20, 5.0).spill_level == pytest.approx(1.25)


def test_missing_ground_is_where_the_water_has_left():
    ground = PYRAMID.copy()
    ground[20, 30] = np.nan
    assert hollow_at(ground, 20, 20, 5.0).spill_level == pytest.approx(0.9)


def test_drains_lessen_the_water_to_nothing():
    assert net_volume(50, 1, 0.2, 0.8, 1.0) == pytest.approx(8000 - 3600)
    assert net_volume(50, 1, 0.2, 0.8, 5.0) == 0


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: hollow_at(PYRAMID, 99, 0, 5.0), "not_on_the_grid"),
        (lambda: hollow_at(np.full((5, 5), np.nan), 2, 2, 5.0), "not_on_the_grid"),
        (lambda: hollow_at(ROWS, 20, 20, 5.0), "no_hollow"),
        (lambda: net_volume(-3, 1, 0.2, 0.8, 1.0), "too_small"),
        (lambda: net_volume(30, 1, 0.2, 1.8, 1.0), "too_great"),
    ],
)
def test_nonsense_is_refused_by_name(act, code):
    with pytest.raises(OutOfRange) as refused:
        act()
    assert refused.value.code == code
