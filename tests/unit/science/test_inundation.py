"""Water over a grid: still lakes, balance to the drop, walls, arrival, giving up, refusals."""

import numpy as np
import pytest

from anlan.science.bounds import OutOfRange
from anlan.science.inundation.flood import Inflow, Terrain, flooded

RANDOM = np.random.default_rng(433)
HILLS = RANDOM.uniform(0, 2, (30, 40)) + np.abs(np.arange(40) - 20) * 0.3 - np.arange(30)[:, None] * 0.2
INFLOW = Inflow(cells=((0, 19), (0, 20), (0, 21)), times=(0.0, 600.0, 1800.0), flows=(0.0, 60.0, 0.0))

AWAY = Inflow(cells=((50, 0),), times=(0,), flows=(1,))
NOWHERE = Inflow(cells=(), times=(0,), flows=(1,))


def closed(ground):
    return Terrain(ground=ground, cell_m=20.0, edge_slope=None)


def test_a_lake_at_rest_stays_at_rest():
    lake = np.maximum(2.5 - HILLS, 0.0)
    found = flooded(closed(HILLS), 0.2, standing=lake)
    assert np.max(np.abs(found.depth - lake)) < 1e-12
    assert np.nanmax(found.greatest_speed) < 1e-9


def test_no_drop_is_made_or_lost():
    found = flooded(closed(HILLS), 1.0, inflows=(INFLOW,))
    assert found.came_in == pytest.approx(60 * 1800 / 2, rel=1e-3)
    assert found.standing(20.0) == pytest.approx(found.came_in, rel=1e-12)
    assert found.depth.min() >= 0
    draining = flooded(Terrain(ground=HILLS, cell_m=20.0), 1.0, inflows=(INFLOW,), rain_mm_h=20.0)
    assert draining.left > 0
    assert draining.standing(20.0) + draining.left == pytest.approx(draining.came_in, rel=1e-12)


def test_water_comes_later_farther_down_and_never_behind_a_wall():
    plain = np.repeat(np.linspace(10, 8, 40)[:, None], 30, axis=1)
    plain[:, 15] = np.nan
    inflow = Inflow(cells=((0, 5),), times=(0.0, 3600.0), flows=(30.0, 30.0))
    found = flooded(closed(plain), 1.0, inflows=(inflow,))
    assert found.arrival_h[0, 5] < found.arrival_h[10, 5] < found.arrival_h[30, 5]
    assert np.all(np.isnan(found.arrival_h[:, 15:]))
    assert np.all(found.greatest_depth[:, 15:] == 0)
    assert found.greatest_depth[found.arrival_h <= 1].min() >= 0.05


def test_bands_beside_one_another_say_the_same_as_one(monkeypatch):
    tall = np.tile(HILLS, (20, 1)) - np.arange(600)[:, None] * 0.05
    answers = []
    for processors in (1, 3):
        monkeypatch.setattr("os.cpu_count", lambda processors=processors: processors)
        answers.append(flooded(closed(tall), 0.1, inflows=(INFLOW,)).depth)
    assert np.array_equal(*answers)


def test_a_run_can_be_given_up():
    def told(share):
        raise InterruptedError(f"{share:.2f}")

    with pytest.raises(InterruptedError):
        flooded(closed(HILLS), 5.0, inflows=(INFLOW,), told=told)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: flooded(closed(np.zeros(4)), 1), "no_grid"),
        (lambda: flooded(closed(np.zeros((3000, 3000))), 1), "grid_too_large"),
        (lambda: flooded(Terrain(ground=HILLS, cell_m=0.01), 1), "too_small"),
        (lambda: flooded(Terrain(ground=HILLS, cell_m=20, roughness=3.0), 1), "too_great"),
        (lambda: flooded(closed(HILLS + 20_000), 1), "too_great"),
        (lambda: flooded(closed(HILLS), 1000), "too_great"),
        (lambda: flooded(closed(HILLS), 1, rain_mm_h=-1), "too_small"),
        (
            lambda: flooded(closed(HILLS), 1, inflows=(AWAY,)),
            "not_on_the_grid",
        ),
        (
            lambda: flooded(closed(HILLS), 1, inflows=(NOWHERE,)),
            "inflow_without_cells_or_times",
        ),
    ],
)
def test_nonsense_is_refused_by_name(act, code):
    with pytest.raises(OutOfRange) as refused:
        act()
    assert refused.value.code == code
