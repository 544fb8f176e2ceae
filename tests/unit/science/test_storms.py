"""The heaviest hours of a storm."""

import pytest

from anlan.science.bounds import OutOfRange
from anlan.science.rainfall.storm import heaviest


@pytest.mark.parametrize(("hours", "decay", "depth"), [(24, 0.65, 100), (1, 0.65, 32.88), (6, 0.65, 61.56), (6, 0, 25)])
def test_the_heaviest_hours_follow_the_decay(hours, decay, depth):
    assert float(heaviest(100, 24, hours, decay)) == pytest.approx(depth, abs=0.01)


def test_hours_beyond_the_rain_are_refused():
    with pytest.raises(OutOfRange, match="longer_than_the_rain in hours"):
        heaviest(100, 6, 12)
