from datetime import UTC, date, datetime, timedelta

import pytest

from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue
from anlan.reporting.domain.deadlines import (
    Stage,
    Start,
    parse_rules,
    receiver_of,
    reporter_of,
    rules_for,
)
from anlan.support.tables import load_table

TABLE = load_table("anlan.reporting", "deadlines")
RULES = parse_rules(TABLE)
THE_DAY = date(2020, 6, 26)
FLASH_FLOOD = "11A51"


def _china(day, hour, minute=0, second=0):
    return datetime(2020, 6, day, hour, minute, second, tzinfo=CHINA)


def _keys(region, start, kind=FLASH_FLOOD):
    return {rule.key for rule in rules_for(RULES, kind=kind, region=region, start=start, on=THE_DAY)}


def _rule(key):
    return next(rule for rule in RULES if rule.key == key)


def test_the_first_report_of_a_county_is_due_two_hours_after_the_news():
    assert _rule("natural_first_county").due_at(_china(26, 23, 40)) == _china(27, 1, 40)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (_china(27, 8, 59, 59), _china(27, 9)),
        (_china(27, 9), _china(28, 9)),
        (_china(27, 9, 0, 1), _china(28, 9)),
        (_china(27, 23, 59), _china(28, 9)),
    ],
)
def test_a_daily_report_is_due_at_the_next_nine_o_clock_in_china(start, due):
    assert _rule("natural_followup_county").due_at(start.astimezone(UTC)) == due


def test_prefectures_report_an_hour_after_their_counties():
    assert _rule("natural_followup_prefecture").due_at(_china(27, 1)) == _china(27, 10)


def test_a_clock_warns_before_its_end_but_never_before_its_start():
    rule = _rule("natural_first_county")
    assert rule.warn_at(_china(26, 23, 40)) == _china(27, 1, 10)
    assert _rule("natural_followup_county").warn_at(_china(27, 8, 30)) == _china(27, 8, 30)


def test_an_incident_of_a_county_starts_the_countys_clocks_only():
    assert _keys("513433", Start.OPENED) == {"natural_first_county", "natural_followup_county"}


def test_an_incident_of_a_township_also_starts_the_townships_clocks():
    assert _keys("513433101", Start.OPENED) == {
        "natural_first_county",
        "natural_followup_county",
        "natural_first_township",
        "natural_followup_township",
    }


def test_an_accident_runs_by_its_own_rules():
    assert _keys("513433", Start.OPENED, kind="12A01") == {"accident_first_county", "accident_followup_county"}


def test_a_rule_does_not_hold_before_it_came_into_force():
    assert rules_for(RULES, kind=FLASH_FLOOD, region="513433", start=Start.OPENED, on=date(2020, 3, 7)) == ()


def test_a_jurisdictions_own_rule_replaces_the_national_one():
    local = {**TABLE["clock"][1], "hours": 1, "jurisdiction": "513400000000"}
    rules = parse_rules({"clock": [*TABLE["clock"], local]})
    (first,) = [
        rule
        for rule in rules_for(rules, kind=FLASH_FLOOD, region="513433", start=Start.OPENED, on=THE_DAY)
        if rule.stage is Stage.FIRST
    ]
    assert first.limit == timedelta(hours=1)
    (elsewhere,) = [
        rule
        for rule in rules_for(rules, kind=FLASH_FLOOD, region="510100", start=Start.OPENED, on=THE_DAY)
        if rule.stage is Stage.FIRST
    ]
    assert elsewhere.limit == timedelta(hours=2)


def test_a_direct_report_goes_from_the_county_to_the_province_and_the_ministry():
    rules = rules_for(RULES, kind=FLASH_FLOOD, region="513433", start=Start.TEN_DEAD_OR_MISSING, on=THE_DAY)
    assert {(reporter_of(rule, "513433"), receiver_of(rule, "513433")) for rule in rules} == {
        ("513433", "51"),
        ("513433", ""),
    }


@pytest.mark.parametrize("change", [{"source": ""}, {"mark": "sure"}, {"rule": "weekly"}])
def test_a_rule_without_source_mark_or_known_limit_is_refused(change):
    with pytest.raises(InvalidValue) as refusal:
        parse_rules({"clock": [{**TABLE["clock"][0], **change}]})
    assert refusal.value.data["field"] == "natural_first_township"
