"""An outline as runs of squares: what lies in the runs lies in the outline, and nothing is left out."""

import numpy as np
import pytest
import shapely
from shapely import MultiPolygon, Polygon

from anlan.people.domain.ground import BITS, SOUTH, SPAN, WEST, _spread, covered, ground_of

HOLED = Polygon([(102, 28), (104, 28), (104, 30), (102, 30)], [[(102.5, 28.5), (103.5, 28.5), (103, 29.5)]])
PARTS = MultiPolygon([shapely.box(102, 28, 102.5, 28.4), shapely.box(103.1, 29, 103.2, 30)])
THIN = Polygon([(102, 28), (104, 29.9), (104, 29.9001), (102, 28.0001)])
SMALL = shapely.box(102.00001, 28.00001, 102.00003, 28.00002)
RNG = np.random.default_rng(5134)
TURN = np.linspace(0, 2 * np.pi, 400, endpoint=False)
RAGGED = Polygon(np.c_[103 + np.cos(TURN) * RNG.uniform(0.3, 0.9, 400), 29 + np.sin(TURN) * RNG.uniform(0.3, 0.9, 400)])


def squares(longitudes, latitudes):
    """Number squares as the database does."""
    column = np.floor((longitudes - WEST) * (2**BITS / SPAN)).astype(int)
    row = np.floor((latitudes - SOUTH) * (2**BITS / SPAN)).astype(int)
    return _spread(column) | _spread(row) << 1


def lies_in(runs, numbers):
    first, last = np.array(runs[0], dtype=np.int64), np.array(runs[1], dtype=np.int64)
    if not len(first):
        return np.zeros(len(numbers), bool)
    at = np.searchsorted(first, numbers, side="right") - 1
    return (at >= 0) & (numbers <= last[np.maximum(at, 0)])


@pytest.mark.parametrize(
    "outline", [HOLED, PARTS, THIN, SMALL, RAGGED], ids=["holed", "parts", "thin", "small", "ragged"]
)
def test_every_point_stands_where_its_square_says(outline):
    west, south, east, north = outline.bounds
    wide = max(east - west, north - south) * 0.1
    x = RNG.uniform(west - wide, east + wide, 40_000)
    y = RNG.uniform(south - wide, north + wide, 40_000)
    ground, numbers, truth = ground_of(outline), squares(x, y), covered(outline, x, y)
    within, edge = lies_in(ground.within, numbers), lies_in(ground.edge, numbers)
    assert not (within & edge).any()
    assert truth[within].all()
    assert not truth[~within & ~edge].any()


@pytest.mark.parametrize("outline", [HOLED, PARTS, THIN, RAGGED], ids=["holed", "parts", "thin", "ragged"])
def test_corners_and_the_middles_of_sides_count_as_inside(outline):
    points = shapely.get_coordinates(outline)
    assert lies_in(ground_of(outline).edge, squares(points[:, 0], points[:, 1])).all()
    assert covered(outline, points[:, 0], points[:, 1]).all()


def test_an_empty_outline_has_no_squares():
    assert ground_of(MultiPolygon()).within == ground_of(MultiPolygon()).edge == ([], [])


def test_runs_stand_in_order_and_do_not_touch():
    ground = ground_of(RAGGED)
    for first, last in (ground.within, ground.edge):
        assert all(a <= b for a, b in zip(first, last, strict=True))
        assert all(b < a for a, b in zip(first[1:], last, strict=False))
