"""What water does: borders of the classes, and who is moved first."""

import numpy as np
import pytest

from anlan.science.bounds import OutOfRange
from anlan.science.inundation.harm import danger, danger_words, order_of_moving, rating, road, road_words


@pytest.mark.parametrize(
    ("depth", "speed", "word"),
    [
        (0, 0, "none"),
        (0.05, 0, "low"),
        (1.49, 0, "low"),
        (1.5, 0, "some"),
        (0.5, 1, "some"),
        (0.5, 2, "most"),
        (1.0, 1.499, "most"),
        (1.0, 1.5, "all"),
    ],
)
def test_danger_to_people_begins_at_its_borders(depth, speed, word):
    assert danger_words()[int(danger(depth, speed))] == word
    assert float(rating(depth, speed)) == pytest.approx(depth * (speed + 0.5))


@pytest.mark.parametrize(
    ("depth", "word"), [(0.149, "passable"), (0.15, "slow"), (0.27, "closed"), (0.3, "stalled"), (0.5, "deadly")]
)
def test_a_roads_depth_says_what_becomes_of_it(depth, word):
    assert road_words()[int(road(depth))] == word


def test_within_the_same_half_hour_the_gravest_then_the_helpless_go_first():
    hours = [2.0, 0.4, 0.1, np.nan, 0.3, 0.2]
    classes = [4, 2, 1, 4, 2, 2]
    helped = [True, False, True, True, True, False]
    assert order_of_moving(hours, classes, helped).tolist() == [4, 5, 1, 2, 0]


def test_nonsense_is_refused_by_name():
    with pytest.raises(OutOfRange, match="too_small in speed_ms"):
        danger(1.0, -1.0)
