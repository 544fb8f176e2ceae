"""Losses: spans in order, more with more intensity, nothing below VI, refusals."""

import numpy as np
import pytest

from anlan.science.earthquake_losses.losses import death_rate, death_rate_by_collapse, losses
from anlan.science.earthquake_losses.tables import shares
from anlan.science.refusing import Refused

DEGREES = np.array([5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.9])
SPANS = ("destroyed", "severe", "dead", "injured", "homeless", "tents")


@pytest.mark.parametrize("is_night", [False, True, None])
@pytest.mark.parametrize("name", SPANS)
def test_the_least_is_not_above_the_best_nor_the_best_above_the_most(name, is_night):
    found = getattr(losses(DEGREES, np.full(8, 1000.0), is_night=is_night), name)
    assert np.all(found.low <= found.best + 1e-9)
    assert np.all(found.best <= found.high + 1e-9)
    assert np.all(found.low >= 0)


def test_dead_and_destroyed_grow_with_the_degree_and_never_pass_the_people():
    found = losses(DEGREES, np.full(8, 1000.0), is_night=True)
    for span in (found.dead, found.destroyed):
        assert np.all(np.diff(span.best) >= 0)
    assert np.all(found.dead.high <= 1000)
    assert np.all(found.homeless.high <= 1000)


def test_nothing_happens_to_houses_below_degree_six():
    found = losses([5.99], [100000], is_night=False)
    assert [getattr(found, name).total() for name in ("destroyed", "severe", "homeless")] == [(0, 0, 0)] * 3


def test_shares_of_every_class_and_degree_make_at_most_one_and_old_houses_suffer_most():
    assert np.all(shares().sum(axis=2) <= 1 + 1e-9)
    assert np.all(np.diff(shares()[:, :, 0, 1], axis=1) <= 1e-9)


def test_both_formulas_by_hand():
    assert float(death_rate_by_collapse(0.1)) == pytest.approx(10 ** (9 * 0.1**0.1 - 10.07))
    assert death_rate([4.9, 5.0]).tolist()[0] == 0.0
    assert float(death_rate(11.0)) == float(death_rate(10.0)) == pytest.approx(0.3732, abs=1e-4)
    night, day, either = (losses([8.0], [1e6], is_night=each).by_collapse for each in (True, False, None))
    assert night.best == pytest.approx(4 * day.best)
    assert (either.low, either.high) == (day.low, night.high)
    assert either.best == pytest.approx(2 * day.best)


def test_households_and_the_mix_of_houses_are_taken_where_they_are_known():
    new, old = (losses([8.5], [1000], mix=mix, households=[300], is_night=False) for mix in ((0, 0, 1), (1, 0, 0)))
    assert new.destroyed.total() == (0, 0, 0)
    assert old.destroyed.total() == pytest.approx((30, 82.5, 135))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"intensity": [0.9]}, "intensity_out_of_range"),
        ({"intensity": [13.0]}, "intensity_out_of_range"),
        ({"people": [-1]}, "people_out_of_range"),
        ({"people": [float("nan")]}, "people_out_of_range"),
        ({"mix": (0.5, 0.5, 0.5)}, "mix_is_no_whole"),
        ({"mix": (1.5, -0.5, 0.0)}, "mix_is_no_whole"),
    ],
)
def test_nonsense_is_refused_by_name(given, code):
    with pytest.raises(Refused, match=code):
        losses(**{"intensity": [7.0], "people": [1], "is_night": False, **given})
