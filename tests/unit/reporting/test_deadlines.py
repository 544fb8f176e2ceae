from datetime import UTC, date, datetime, timedelta

import pytest

from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue
from anlan.reporting.domain.deadlines import (
    Case,
    Stage,
    Start,
    levels_above,
    parse_rules,
    receiver_of,
    reporter_of,
    rule_of,
    rules_for,
)
from anlan.support.tables import load_table

TABLE = load_table("anlan.reporting", "deadlines")
RULES = parse_rules(TABLE)
THE_DAY = date(2020, 6, 26)
FLASH_FLOOD = "11A51"


def _china(day, hour, minute=0, second=0):
    return datetime(2020, 6, day, hour, minute, second, tzinfo=CHINA)


def _case(region, start, kind=FLASH_FLOOD, **more):
    return Case(kind=kind, region=region, start=start, on=more.pop("on", THE_DAY), **more)


def _keys(region, start, kind=FLASH_FLOOD, **more):
    return {rule.key for rule in rules_for(RULES, _case(region, start, kind, **more))}


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
    assert _keys("513433", Start.OPENED, kind="12A01") == {
        "accident_unit",
        "accident_first_county",
        "accident_government_county",
        "accident_followup_county",
    }


def test_a_rule_does_not_hold_before_it_came_into_force():
    assert rules_for(RULES, _case("513433", Start.OPENED, on=date(2020, 3, 7))) == ()


def test_a_jurisdictions_own_rule_replaces_the_national_one():
    local = {**TABLE["clock"][1], "hours": 1, "jurisdiction": "513400000000"}
    rules = parse_rules({"clock": [*TABLE["clock"], local]})
    (first,) = [rule for rule in rules_for(rules, _case("513433", Start.OPENED)) if rule.stage is Stage.FIRST]
    assert first.limit == timedelta(hours=1)
    (elsewhere,) = [rule for rule in rules_for(rules, _case("510100", Start.OPENED)) if rule.stage is Stage.FIRST]
    assert elsewhere.limit == timedelta(hours=2)


def test_a_direct_report_goes_from_the_county_to_the_province_and_the_ministry():
    rules = rules_for(RULES, _case("513433", Start.TEN_DEAD_OR_MISSING))
    assert {(reporter_of(rule, "513433"), receiver_of(rule, "513433")) for rule in rules} == {
        ("513433", "51"),
        ("513433", ""),
    }


@pytest.mark.parametrize("change", [{"source": ""}, {"mark": "sure"}, {"rule": "weekly"}])
def test_a_rule_without_source_mark_or_known_limit_is_refused(change):
    with pytest.raises(InvalidValue) as refusal:
        parse_rules({"clock": [{**TABLE["clock"][0], **change}]})
    assert refusal.value.data["field"] == "natural_first_township"


@pytest.mark.parametrize(("grade", "goes_on"), [(0, False), (1, False), (2, True), (3, True), (4, True)])
def test_from_a_major_accident_on_the_prefecture_reports_to_the_province(grade, goes_on):
    assert ("accident_first_prefecture" in _keys("5134", Start.RECEIVED, "12A01", grade=grade)) is goes_on


@pytest.mark.parametrize(("grade", "goes_on"), [(2, False), (3, True), (4, True)])
def test_from_a_serious_accident_on_the_province_reports_to_the_ministry(grade, goes_on):
    assert ("accident_first_province" in _keys("51", Start.RECEIVED, "12A01", grade=grade)) is goes_on
    assert ("accident_followup_county_evening" in _keys("513433", Start.OPENED, "12A01", grade=grade)) is goes_on


@pytest.mark.parametrize(
    ("kind", "days", "owed"), [("12A01", 30, True), ("12A01", 31, False), ("12H02", 7, True), ("12H02", 8, False)]
)
def test_casualties_that_change_are_reported_within_thirty_days_and_of_road_and_fire_within_seven(kind, days, owed):
    keys = _keys("513433", Start.CASUALTIES_CHANGED, kind, age=timedelta(days=days))
    assert keys == ({"accident_supplement_county"} if owed else set())


def test_an_incident_that_concerns_foreigners_goes_to_the_province_whatever_its_grade():
    assert _keys("513433", Start.TRAIT, traits=frozenset({"foreigners"})) == {"sensitive_direct_province"}
    assert _keys("513433", Start.TRAIT) == set()


def test_an_issued_warning_owes_the_neighbours_and_the_garrison_a_notice():
    rules = rules_for(RULES, _case("513433", Start.WARNED))
    assert {(receiver_of(rule, "513433"), rule.to_party) for rule in rules} == {
        ("513433", "neighbours"),
        ("513433", "garrison"),
    }


def test_chongqing_wants_large_landslides_within_an_hour_and_others_within_four():
    for region, hours in (("500114", 1), ("513433", 4)):
        case = _case(region, Start.OPENED, "11D01", grade=3)
        (rule,) = [rule for rule in rules_for(RULES, case) if rule.key == "geohazard_large_county"]
        assert rule.limit == timedelta(hours=hours)
    assert "geohazard_large_county" not in _keys("500114", Start.OPENED, "11D01", grade=2)


def test_a_county_of_a_municipality_reports_past_the_prefecture_that_it_has_not():
    assert levels_above("500114") == ("50", "")
    assert receiver_of(_rule("natural_first_county"), "500114") == "50"
    assert "natural_verified_prefecture" not in _keys("500114", Start.STABLE)


def test_a_drought_is_reported_every_ten_days():
    rule = rule_of(RULES, key="natural_followup_county", kind="11A52", region="513433")
    assert (rule.due_at(_china(1, 9)), rule.is_recurring) == (_china(11, 9), True)


@pytest.mark.parametrize(("sent", "counts"), [((26, 23, 59), False), ((27, 8, 59), False), ((27, 9), True)])
def test_the_evenings_report_is_not_the_mornings(sent, counts):
    assert _rule("accident_followup_county_evening").counts(_china(*sent), _china(27, 17)) is counts
