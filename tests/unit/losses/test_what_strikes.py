from decimal import Decimal

import pytest
from tests.factories.losses import figures

from anlan.losses.domain.notes import above_population, jumps, outliers

RULES = {
    "jump": {"share": 0.2, "least": 20, "least_of": {"dead": 1}},
    "outlier": {"factor": 5, "least_units": 3, "least": 50, "least_of": {}},
    "population": {"indicators": ["affected_pop"]},
}


@pytest.mark.parametrize(
    ("before", "now", "strikes"),
    [(100, 119, False), (100, 120, True), (1000, 1199, False), (1000, 1200, True), (50, 69, False), (50, 30, True)],
)
def test_a_jump_reaches_both_the_share_and_the_difference(before, now, strikes):
    found = jumps(figures(affected_pop=before), figures(affected_pop=now), RULES)
    assert bool(found) is strikes


def test_one_more_dead_strikes_and_a_first_figure_does_not():
    assert [each.against for each in jumps(figures(dead=2), figures(dead=3), RULES)] == [Decimal(2)]
    assert jumps({}, figures(dead=3), RULES) == ()


@pytest.mark.parametrize(("value", "strikes"), [(99, False), (100, True)])
def test_an_outlier_is_some_times_the_median_of_the_others(value, strikes):
    others = {"affected_pop": [Decimal(10), Decimal(20), Decimal(30)]}
    assert bool(outliers(others, figures(affected_pop=value), RULES)) is strikes


def test_too_few_others_make_no_outlier():
    assert outliers({"affected_pop": [Decimal(1)] * 2}, figures(affected_pop=900), RULES) == ()


def test_no_more_people_are_affected_than_live_there():
    assert above_population(figures(affected_pop=900), 900, RULES) == ()
    assert len(above_population(figures(affected_pop=901), 900, RULES)) == 1
    assert above_population(figures(affected_pop=901), None, RULES) == ()
