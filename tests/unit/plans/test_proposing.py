"""Which level a plan calls for: every bound below, at and above; the worst level wins; reasons name the figure."""

import pytest

from anlan.kernel.levels import Level
from anlan.plans.domain.facts import Facts
from anlan.plans.domain.files import shipped_keys, shipped_plan
from anlan.plans.domain.proposing import evaluate, reasons_for

BOUNDS = [
    (key, level.level, trigger)
    for key in shipped_keys()
    for level in shipped_plan(key).levels
    for trigger in level.triggers
]


def level_for(**facts):
    return evaluate(shipped_plan("flash_flood"), Facts(**facts)).level


def test_the_ten_plans_ship():
    assert shipped_keys() == (
        *("crowd", "earthquake", "flash_flood", "flood_drought", "geological", "hazmat", "mine"),
        *("power_cut", "snow_freezing", "wildfire"),
    )


@pytest.mark.parametrize(("key", "level", "trigger"), BOUNDS, ids=lambda each: getattr(each, "key", str(each)))
def test_every_trigger_is_met_at_its_bound_and_above_and_not_below(key, level, trigger):
    text = shipped_plan(key).level(level)
    at = {need.fact: need.at_least for need in trigger.needs}

    def met(facts):
        return trigger.key in {reason.trigger for reason in reasons_for(text, Facts(**facts))}

    assert met(at)
    assert met({fact: figure + 1 for fact, figure in at.items()})
    for fact in at:
        assert not met({**at, fact: at[fact] - 1})


@pytest.mark.parametrize(
    ("dead_and_missing", "level"),
    [
        (0, Level.NONE),
        (1, Level.BLUE),
        (2, Level.BLUE),
        (3, Level.YELLOW),
        (9, Level.YELLOW),
        (10, Level.ORANGE),
        (29, Level.ORANGE),
        (30, Level.RED),
    ],
)
def test_the_count_of_dead_and_missing_decides_alone(dead_and_missing, level):
    assert level_for(dead_and_missing=dead_and_missing) == level


@pytest.mark.parametrize(
    ("alarm_level", "level"), [(0, Level.NONE), (1, Level.NONE), (2, Level.BLUE), (3, Level.YELLOW), (4, Level.ORANGE)]
)
def test_a_verified_alarm_to_move_at_once_calls_for_level_two(alarm_level, level):
    assert level_for(alarm_level=alarm_level) == level


@pytest.mark.parametrize(
    ("evacuated", "level"), [(999, Level.NONE), (1000, Level.YELLOW), (5000, Level.ORANGE), (10000, Level.RED)]
)
def test_the_count_of_evacuated_people_decides_alone(evacuated, level):
    assert level_for(evacuated=evacuated) == level


def test_all_conditions_of_a_trigger_must_hold_together():
    assert level_for(cut_off_townships=3) == Level.NONE
    assert level_for(cut_off_townships=3, warning_level=3) == Level.YELLOW
    assert level_for(cut_off_townships=3, warning_level=4) == Level.RED


def test_the_worst_level_wins_and_every_reason_for_it_is_told_with_its_figure():
    found = evaluate(shipped_plan("flash_flood"), Facts(alarm_level=4, dead_and_missing=15, warning_level=3))
    assert found.level == Level.ORANGE
    assert [(reason.trigger, reason.findings[0].figure, reason.findings[0].at_least) for reason in found.reasons] == [
        ("II.move_now", 4, 4),
        ("II.dead", 15, 10),
    ]


def test_no_fact_calls_for_no_level():
    found = evaluate(shipped_plan("flash_flood"), Facts())
    assert (found.level, found.reasons) == (Level.NONE, ())


def test_the_night_of_mianning_calls_for_level_two_until_the_end():
    assert level_for(alarm_level=4, warning_level=4) == Level.ORANGE
    assert level_for(alarm_level=4, warning_level=4, dead_and_missing=22, evacuated=7705, affected=9880) == Level.ORANGE
