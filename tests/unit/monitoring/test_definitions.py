"""A rule is data: every ready-made one is complete, and what contradicts itself is refused by field, value and rule."""

import msgspec
import pytest

from anlan.kernel.errors import InvalidValue
from anlan.monitoring.domain.definition import check, data_of, definition_of, problems
from anlan.monitoring.selectors.rules import ready_made_rules, vocabulary

READY_MADE = ready_made_rules()
SIGNALS = {
    "typhoon_signal": "11B01",
    "rainstorm_signal": "11B03",
    "snowstorm_signal": "11B04",
    "cold_wave_signal": "11B05",
    "gale_signal": "11B06",
    "sandstorm_signal": "11B07",
    "heat_signal": "11B09",
    "drought_signal": "11B22",
    "lightning_signal": "11B14",
    "hail_signal": "11B15",
    "frost_signal": "11B16",
    "fog_signal": "11B17",
    "haze_signal": "11B19",
    "road_icing_signal": "11B21",
}


def a_rule(**values):
    return {
        "id": "own_rain",
        "title": "Own rain",
        "hazard": "flood",
        "source": "County office",
        "edition": "1",
        "unit": "mm",
        "mark": "doubtful",
        "scope": {"quantity": "rain"},
        "cases": [{"level": "orange", "conditions": [{"aggregate": "sum", "window_minutes": 60, "threshold": 30}]}],
    } | values


def a_case(level="orange", **condition):
    usual = {"aggregate": "sum", "window_minutes": 60, "threshold": 30}
    return {"level": level, "conditions": [usual | condition]}


@pytest.mark.parametrize("family", READY_MADE)
def test_a_ready_made_rule_is_complete_and_comes_back_from_its_json(family):
    definition = READY_MADE[family].definition
    assert definition.id == family
    assert problems(definition, vocabulary()) == ()
    assert definition_of(msgspec.json.decode(msgspec.json.encode(data_of(definition)))) == definition


def test_the_fourteen_signals_are_there_by_their_national_codes():
    assert {family: READY_MADE[family].definition.event_code for family in SIGNALS} == SIGNALS


@pytest.mark.parametrize("family", ["drought_signal", "lightning_signal", "hail_signal"])
def test_a_signal_that_readings_cannot_judge_says_so_and_is_off(family):
    rule = READY_MADE[family]
    assert (rule.definition.cases, rule.is_on, bool(rule.definition.note)) == ((), False, True)


@pytest.mark.parametrize(
    "family",
    ["landslide_rain", "landslide_antecedent_rain", "landslide_combination", "debris_flow", "fire_danger"],
)
def test_figures_of_another_place_are_off_until_somebody_approves_them(family):
    assert READY_MADE[family].is_on is False


def test_a_curve_is_judged_at_each_whole_hour():
    lower, upper = READY_MADE["debris_flow"].definition.cases
    depths = {each.window_minutes // 60: each.threshold for each in lower.expanded()}
    assert (min(depths), max(depths), len(depths)) == (3, 52, 50)
    assert depths[6] == pytest.approx(6 * 1.69, abs=0.05)
    assert depths[24] == pytest.approx(24 * 0.64, abs=0.1)
    assert upper.expanded()[0].threshold == pytest.approx(21.4 * 4**0.42, abs=0.001)


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"id": "Own"}, "id", "lower_case_3_to_40"),
        ({"title": " "}, "title", "1_to_60_characters"),
        ({"source": ""}, "source", "1_to_300_characters"),
        ({"hazard": "war"}, "hazard", "a_known_hazard"),
        ({"event_code": "99"}, "event_code", "a_12379_code"),
        ({"scope": {"quantity": "mood"}}, "scope.quantity", "a_known_quantity"),
        ({"scope": {"quantity": "rain", "kinds": ["x"]}}, "scope.kinds", "a_known_station_kind"),
        ({"scope": {"quantity": "rain", "region": "5x"}}, "scope.region", "2_to_12_digits"),
        ({"rearm_minutes": -1}, "rearm_minutes", "0_to_10080"),
        ({"rearm_minutes": 10_081}, "rearm_minutes", "0_to_10080"),
        ({"cases": []}, "cases", "at_least_1_or_a_note"),
        ({"cases": [a_case(window_minutes=0)]}, "cases.0.conditions.0.window_minutes", "1_to_43200"),
        ({"cases": [a_case(window_minutes=43_260)]}, "cases.0.conditions.0.window_minutes", "1_to_43200"),
        ({"cases": [a_case(window_minutes=1441)]}, "cases.0.conditions.0.window_minutes", "whole_hours_above_a_day"),
        ({"cases": [a_case(aggregate="value")]}, "cases.0.conditions.0.window_minutes", "0_for_a_single_value"),
        ({"cases": [a_case(threshold=None)]}, "cases.0.conditions.0.threshold", "a_number_or_a_mark"),
        ({"cases": [a_case(times=3, of=2)]}, "cases.0.conditions.0.times", "1_to_of_at_most_60"),
        ({"cases": [a_case(clear_by=-1)]}, "cases.0.conditions.0.clear_by", "0_or_more"),
        ({"cases": [a_case(on="neighbours", neighbours=1)]}, "cases.0.conditions.0.within_km", "above_0_at_most_100"),
        ({"cases": [a_case() | {"need": 2}]}, "cases.0.need", "0_to_number_of_conditions"),
        (
            {"cases": [a_case("orange", threshold=50), a_case("red", threshold=50)]},
            "cases.1.conditions.0.threshold",
            "beyond_the_lower_level",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_by_field_and_rule(change, field, rule):
    with pytest.raises(InvalidValue) as refusal:
        check(definition_of(a_rule(**change)), vocabulary())
    assert (refusal.value.data["field"], refusal.value.data["rule"]) == (field, rule)


@pytest.mark.parametrize(("minutes", "fine"), [(1, True), (1440, True), (1500, True), (43_200, True)])
def test_windows_from_a_minute_to_thirty_days_are_taken(minutes, fine):
    rule = definition_of(a_rule(cases=[a_case(window_minutes=minutes)]))
    assert (problems(rule, vocabulary()) == ()) is fine


@pytest.mark.parametrize("change", [{"thresold": 3}, {"place": "moon"}, {"rearm_minutes": "soon"}])
def test_unknown_fields_and_wrong_types_are_refused(change):
    with pytest.raises(InvalidValue) as refusal:
        definition_of(a_rule(**change))
    assert refusal.value.data["rule"] == "of_the_known_form"
