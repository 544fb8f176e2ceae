from decimal import Decimal

import pytest

from anlan.incidents import api as incidents
from anlan.kernel.errors import InvalidValue
from anlan.losses import api
from anlan.losses.domain.tables import broken, typed

QUICK = api.loss_table("quick")


def test_every_table_names_its_source_and_marks_each_indicator():
    for table in api.loss_tables().values():
        assert table.source
        assert {each.mark for each in table.indicators.values()} <= {"verified", "doubtful"}
        assert {each.group for each in table.indicators.values()} <= set(table.groups)
        named = {key for check in table.checks for key in (check.left, *check.right)}
        assert named <= set(table.indicators)


def test_the_verified_table_counts_what_the_quick_one_counts():
    assert api.loss_table("verified").indicators == QUICK.indicators


def test_what_feeds_the_incident_is_a_figure_of_the_incident():
    feeds = [each.feeds for each in QUICK.indicators.values() if each.feeds]
    assert len(feeds) == len(set(feeds))
    assert set(feeds) <= set(incidents.indicators())


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ({"dead": "11", "affected_pop": "10"}, ["dead"]),
        ({"dead": "10", "affected_pop": "10"}, []),
        ({"dead": "11"}, []),
        ({"collapsed_households": "81", "collapsed_rooms": "80"}, ["collapsed_households"]),
        ({"collapsed_households": "80", "collapsed_rooms": "280"}, []),
        ({"crop_failed": "70", "crop_damaged": "280", "crop_affected": "279.99"}, ["crop_damaged"]),
        ({"resettled_cum": "10", "collective_cum": "4", "dispersed_cum": "5"}, ["resettled_cum"]),
        ({"resettled_cum": "9", "collective_cum": "4", "dispersed_cum": "5"}, []),
    ],
)
def test_figures_that_contradict_each_other_are_found(values, left):
    assert [each.check.left for each in broken(typed(values, QUICK), QUICK.checks)] == left


def test_the_economic_total_is_the_sum_of_its_six_parts():
    parts = ["loss_home", "loss_agri", "loss_industry_commerce", "loss_infra", "loss_public", "loss_other"]
    values = dict.fromkeys(parts, "1.25") | {"direct_loss": "7.50"}
    assert broken(typed(values, QUICK), QUICK.checks) == ()
    assert len(broken(typed(values | {"direct_loss": "7.51"}, QUICK), QUICK.checks)) == 1


@pytest.mark.parametrize(
    ("key", "text", "rule"),
    [
        ("dead", "1.5", "whole_number"),
        ("dead", "-1", "not_negative"),
        ("dead", "NaN", "not_negative"),
        ("dead", "three", "a_number"),
        ("road_km", "1.005", "at_most_2_decimals"),
        ("ghosts", "1", "of_the_table"),
    ],
)
def test_what_is_no_figure_of_the_table_is_refused(key, text, rule):
    with pytest.raises(InvalidValue) as refusal:
        typed({key: text}, QUICK)
    assert refusal.value.data["rule"] == rule


def test_blanks_are_not_told_and_zero_is():
    assert typed({"dead": "", "missing": " 0 "}, QUICK) == {"missing": Decimal(0)}
