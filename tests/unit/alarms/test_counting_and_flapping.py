"""Scores of a contingency table; when a sensor flaps; the tables themselves."""

from datetime import timedelta

import pytest
from tests.factories.alarms import NIGHT

from anlan.alarms.domain.dismissals import dismissals, is_in_time_to_reopen
from anlan.alarms.domain.easing import Ask, ask_of
from anlan.alarms.domain.flapping import FlapRule, is_flapping, is_steady, rises_after
from anlan.alarms.domain.states import AlarmState
from anlan.alarms.domain.statistics import Scores
from anlan.support.tables import load_table

RULE = FlapRule(rises=3, within=timedelta(minutes=60), steady=timedelta(minutes=30))


def minutes(count):
    return NIGHT + timedelta(minutes=count)


def test_finleys_tornado_forecasts_give_the_scores_of_the_textbook():
    """28 hits, 72 false alarms, 23 misses (Finley 1884): POD 0.55, FAR 0.72, threat score 0.228."""
    scores = Scores(hits=28, false_alarms=72, misses=23)
    assert round(scores.detection, 3) == 0.549
    assert scores.false_alarm_ratio == 0.72
    assert round(scores.success_index, 3) == 0.228
    assert round(scores.miss_rate, 3) == 0.451


def test_where_nothing_happened_there_is_no_share():
    scores = Scores(hits=0, false_alarms=0)
    assert (scores.detection, scores.false_alarm_ratio, scores.success_index) == (None, None, None)


@pytest.mark.parametrize(("last", "flaps"), [(59, True), (60, False)])
def test_one_rise_more_than_allowed_within_the_time_is_flapping(last, flaps):
    rises = ()
    for at in (0, 10, 20, last):
        rises = rises_after(rises, minutes(at), RULE)
    assert is_flapping(rises, RULE) is flaps


def test_no_more_rises_are_kept_than_are_needed():
    rises = ()
    for at in range(50):
        rises = rises_after(rises, minutes(at), RULE)
    assert rises == tuple(minutes(at) for at in (46, 47, 48, 49))


def test_a_late_rise_counts_where_it_belongs():
    assert rises_after((minutes(90),), minutes(10), RULE) == (minutes(90),)
    assert rises_after((minutes(90),), minutes(40), RULE) == (minutes(40), minutes(90))


@pytest.mark.parametrize(("after", "steady"), [(29, False), (30, True)])
def test_a_sensor_is_steady_after_its_time(after, steady):
    assert is_steady(minutes(0), minutes(after), RULE) is steady


def test_a_family_may_have_its_own_flap_rule():
    table = load_table("anlan.alarms", "merging")
    assert FlapRule.of(table, "water_level").within == timedelta(minutes=180)
    assert FlapRule.of(table, "flash_flood").within == timedelta(minutes=60)


@pytest.mark.parametrize("state", AlarmState)
@pytest.mark.parametrize("is_eased", [True, False])
def test_nothing_is_ever_closed_by_the_platform_alone(state, is_eased):
    asks = {
        ("raised", True): Ask.VERIFY_EASED,
        ("taken", True): Ask.VERIFY_EASED,
        ("verified", True): Ask.CLOSE,
        ("raised", False): Ask.VERIFY,
        ("taken", False): Ask.VERIFY,
        ("verified", False): Ask.WATCH,
    }
    assert ask_of(state, is_eased=is_eased) is asks.get((state.value, is_eased), Ask.NOTHING)


def test_every_code_of_a_dismissal_has_a_name_and_only_false_ones_point_to_a_sensor():
    found = dismissals(load_table("anlan.alarms", "dismissals"))
    assert list(found)[-1] == "other"
    assert all(row.name for row in found.values())
    assert all(row.is_false for row in found.values() if row.hints_fault)


@pytest.mark.parametrize(("after", "in_time"), [(120, True), (121, False)])
def test_a_dismissal_may_be_taken_back_for_its_time(after, in_time):
    table = load_table("anlan.alarms", "dismissals")
    assert is_in_time_to_reopen(table, minutes(0), minutes(after)) is in_time
