import math
from decimal import Decimal

import pytest

from anlan.incidents.domain.grading import propose_grade
from anlan.incidents.domain.indicators import (
    Finding,
    checked,
    event_figures_of,
    findings,
    indicators_of,
    is_direct_report_due,
)
from anlan.incidents.domain.kinds import check_kind, kinds_of
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.support.tables import load_table

TABLE = load_table("anlan.incidents", "indicators")
KNOWN = indicators_of(TABLE)
EVENT = event_figures_of(load_table("anlan.incidents", "event_figures"))
GRADING = load_table("anlan.incidents", "grading")
KINDS = kinds_of(load_table("anlan.incidents", "event_kinds"))


def test_the_indicators_are_these_twenty():
    assert list(KNOWN) == [
        *("dead", "missing", "injured", "rescued", "affected_pop", "affected_households"),
        *("evacuated_pop", "evacuated_households", "crop_affected_ha", "crop_damaged_ha", "crop_failed_ha"),
        *("house_collapsed_households", "house_collapsed_rooms", "house_slight_households", "house_slight_rooms"),
        *("road_km", "bridges", "bridge_m", "dyke_km", "power_line_km"),
    ]


def test_figures_of_the_event_itself_are_asked_for_by_kind_and_stand_in_no_form():
    assert not set(EVENT) & set(KNOWN)
    assert all(each.kinds and each.mark == "doubtful" for each in EVENT.values())
    asked = {key for key, each in EVENT.items() if each.is_asked_for("11G01")}
    assert asked == {"seriously_injured", "trapped", "threatened_pop", "cut_off_townships", "burnt_ha", "fire_hours"}
    assert all(each.is_asked_for("12D02") for each in KNOWN.values())


def test_a_magnitude_has_one_decimal():
    assert checked({"magnitude": "5.8"}, EVENT) == {"magnitude": Decimal("5.8")}
    with pytest.raises(InvalidValue) as refusal:
        checked({"magnitude": "5.85"}, EVENT)
    assert refusal.value.data["rule"] == "one_decimal"


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("dead", -1, "from_0_to_1000000000"),
        ("dead", math.nan, "from_0_to_1000000000"),
        ("dead", "NaN", "from_0_to_1000000000"),
        ("dead", math.inf, "from_0_to_1000000000"),
        ("dead", 1e308, "from_0_to_1000000000"),
        ("dead", "1000000001", "from_0_to_1000000000"),
        ("dead", "2.5", "whole_number"),
        ("road_km", "1.005", "two_decimals"),
        ("dead", "about ten", "a_number"),
        ("dead", "", "a_number"),
        ("dead", True, "a_number"),
    ],
)
def test_an_absurd_figure_is_refused_by_its_field(key, value, rule):
    with pytest.raises(InvalidValue) as refusal:
        checked({"missing": 1, key: value}, KNOWN)
    assert (refusal.value.data["field"], refusal.value.data["rule"]) == (key, rule)


@pytest.mark.parametrize("value", [0, "1000000000"])
def test_the_outermost_figures_are_accepted(value):
    assert checked({"dead": value}, KNOWN) == {"dead": Decimal(value)}


def test_an_unknown_indicator_and_no_figure_at_all_are_refused():
    for figures, rule in (({"sheep": 1}, "known_indicator"), ({}, "at_least_one")):
        with pytest.raises(InvalidValue) as refusal:
            checked(figures, KNOWN)
        assert refusal.value.data["rule"] == rule


def test_figures_that_contradict_each_other_are_found():
    totals = {"crop_failed_ha": Decimal(80), "crop_damaged_ha": Decimal(70), "affected_pop": Decimal(5)}
    assert findings(totals, TABLE) == (Finding("crop_failed_ha", "crop_damaged_ha"),)
    assert findings({**totals, "crop_failed_ha": Decimal(70)}, TABLE) == ()


@pytest.mark.parametrize(("dead", "missing", "due"), [(9, 0, False), (3, 6, False), (3, 7, True), (10, 0, True)])
def test_ten_dead_and_missing_together_are_reported_directly(dead, missing, due):
    assert is_direct_report_due({"dead": Decimal(dead), "missing": Decimal(missing)}, TABLE) is due


@pytest.mark.parametrize(
    ("kind", "dead", "missing", "grade"),
    [
        ("11D02", 2, 9, Level.BLUE),
        ("11D02", 3, 0, Level.YELLOW),
        ("11D02", 9, 0, Level.YELLOW),
        ("11D02", 10, 0, Level.ORANGE),
        ("11D02", 29, 0, Level.ORANGE),
        ("11D02", 30, 0, Level.RED),
        ("11A51", 3, 12, Level.ORANGE),
        ("12D01", 2, 1, Level.YELLOW),
    ],
)
def test_the_grade_follows_its_table_at_every_boundary(kind, dead, missing, grade):
    proposal = propose_grade(kind, {"dead": Decimal(dead), "missing": Decimal(missing)}, GRADING)
    assert proposal.grade is grade


def test_a_grade_says_on_what_it_rests_and_by_analogy_is_doubtful():
    proposal = propose_grade("11A51", {"dead": Decimal(3)}, GRADING)
    assert (proposal.scheme, proposal.mark, proposal.count) == ("natural_disaster_by_analogy", "doubtful", Decimal(3))
    assert propose_grade("11D01", {"dead": Decimal(3)}, GRADING).mark == "verified"


@pytest.mark.parametrize(("kind", "totals"), [("13A00", {"dead": Decimal(3)}), ("11A51", {"injured": Decimal(3)})])
def test_no_table_or_no_count_proposes_nothing(kind, totals):
    assert propose_grade(kind, totals, GRADING) is None


def test_every_grading_scheme_names_source_edition_and_mark():
    for scheme in GRADING["scheme"]:
        assert scheme["source"]
        assert scheme["edition"]
        assert scheme["mark"] in ("verified", "doubtful")


def test_event_kinds_are_five_characters_each_once():
    assert KINDS["11A51"].name == "\u5c71\u6d2a"
    assert all(len(code) == 5 for code in KINDS)
    table = load_table("anlan.incidents", "event_kinds")
    assert len(KINDS) == sum(len(group["kinds"]) for group in table["group"])
    assert set(table["first_offered"]) <= set(KINDS)
    with pytest.raises(InvalidValue):
        check_kind("11A77", KINDS)


@pytest.mark.parametrize(
    ("key", "value", "grade"),
    [
        ("seriously_injured", 9, Level.BLUE),
        ("seriously_injured", 10, Level.YELLOW),
        ("seriously_injured", 49, Level.YELLOW),
        ("seriously_injured", 50, Level.ORANGE),
        ("seriously_injured", 99, Level.ORANGE),
        ("seriously_injured", 100, Level.RED),
        ("direct_loss", "999.99", Level.BLUE),
        ("direct_loss", 1000, Level.YELLOW),
        ("direct_loss", "4999.99", Level.YELLOW),
        ("direct_loss", 5000, Level.ORANGE),
        ("direct_loss", "9999.99", Level.ORANGE),
        ("direct_loss", 10000, Level.RED),
    ],
)
def test_any_one_criterion_of_a_work_accident_suffices_for_its_grade(key, value, grade):
    assert propose_grade("12D01", {"dead": Decimal(2), key: Decimal(value)}, GRADING).grade is grade


@pytest.mark.parametrize(("burnt", "grade"), [("0.99", 1), (1, 2), ("99.99", 2), (100, 3), ("999.99", 3), (1000, 4)])
def test_a_forest_fire_is_graded_by_its_area_too(burnt, grade):
    assert int(propose_grade("11G01", {"burnt_ha": Decimal(burnt)}, GRADING).grade) == grade
