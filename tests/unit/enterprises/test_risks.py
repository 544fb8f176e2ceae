"""Judging risk points: both methods at, below and above every bound; what a point must say; shapes on a plan."""

from decimal import Decimal

import pytest

from anlan.enterprises.domain.risks import RiskEntry, check_entry, checked_shape, judge, level_of, methods_of
from anlan.kernel.errors import InvalidValue
from anlan.support.tables import load_table

TABLES = load_table("anlan.enterprises", "risk_methods")
METHODS = methods_of(TABLES)
LEC, LS, LS_15 = (METHODS[key] for key in ("lec", "ls", "ls_15"))
CONTROL = load_table("anlan.enterprises", "risk_control")
RED, ORANGE, YELLOW, BLUE = 4, 3, 2, 1


@pytest.mark.parametrize(
    ("score", "level"),
    [
        ("0.05", BLUE), ("20", BLUE), ("69.9", BLUE), ("70", YELLOW), ("70.1", YELLOW), ("159.9", YELLOW),
        ("160", ORANGE), ("160.1", ORANGE), ("319.9", ORANGE), ("320", RED), ("320.1", RED), ("10000", RED),
    ],
)  # fmt: skip
def test_a_score_of_lec_that_reaches_a_bound_belongs_to_the_higher_class(score, level):
    assert level_of(LEC, Decimal(score)) == level


@pytest.mark.parametrize(
    ("score", "level"),
    [(1, BLUE), (3, BLUE), (4, YELLOW), (8, YELLOW), (9, ORANGE), (16, ORANGE), (20, RED), (25, RED)],
)
def test_a_score_of_the_matrix_that_reaches_a_bound_belongs_to_the_higher_class(score, level):
    assert level_of(LS, Decimal(score)) == level


@pytest.mark.parametrize(
    ("chosen", "score", "level"),
    [
        ({"L": "3", "E": "6", "C": "7"}, "126", YELLOW),
        ({"L": "6", "E": "3", "C": "15"}, "270", ORANGE),
        ({"L": "0.1", "E": "0.5", "C": "1"}, "0.05", BLUE),
        ({"L": "10", "E": "2", "C": "3"}, "60", BLUE),
        ({"L": "3", "E": "6", "C": "40"}, "720", RED),
    ],
)
def test_lec_multiplies_its_three_factors(chosen, score, level):
    judged = judge(LEC, chosen)
    assert (judged.score, judged.level) == (Decimal(score), level)


@pytest.mark.parametrize(
    ("likelihood", "levels"),
    [
        (1, (BLUE, BLUE, BLUE, YELLOW, YELLOW)),
        (2, (BLUE, YELLOW, YELLOW, YELLOW, ORANGE)),
        (3, (BLUE, YELLOW, ORANGE, ORANGE, ORANGE)),
        (4, (YELLOW, YELLOW, ORANGE, ORANGE, RED)),
        (5, (YELLOW, ORANGE, ORANGE, RED, RED)),
    ],
)
def test_the_whole_matrix(likelihood, levels):
    found = [judge(LS, {"L": str(likelihood), "S": str(severity)}).level for severity in range(1, 6)]
    assert tuple(found) == levels


@pytest.mark.parametrize(
    ("score", "level"),
    [(1, BLUE), (8, BLUE), (9, YELLOW), (12, YELLOW), (15, ORANGE), (16, ORANGE), (20, RED), (25, RED)],
)
def test_the_other_guides_matrix_has_its_own_bounds(score, level):
    assert level_of(LS_15, Decimal(score)) == level


def test_the_other_guides_matrix_asks_for_the_same_factors():
    assert LS_15.factors == LS.factors
    assert judge(LS_15, {"L": "3", "S": "4"}).level == YELLOW
    assert judge(LS, {"L": "3", "S": "4"}).level == ORANGE


@pytest.mark.parametrize("chosen", [{}, {"L": "3", "E": "6"}, {"L": "4", "E": "6", "C": "7"}])
def test_a_value_outside_the_table_is_refused(chosen):
    with pytest.raises(InvalidValue):
        judge(LEC, chosen)


@pytest.mark.parametrize("table", [*TABLES.values(), CONTROL["layers"]])
def test_every_table_says_where_it_comes_from(table):
    assert {"source", "edition", "unit", "boundary", "mark"} <= table.keys()


def test_each_level_has_its_layer_and_there_are_five_kinds_of_measures_and_twenty_of_accidents():
    layers = {each["level"]: each["key"] for each in CONTROL["layers"]["layer"]}
    assert layers == {4: "company", 3: "workshop", 2: "team", 1: "post"}
    assert (len(CONTROL["measures"]), len(CONTROL["accidents"])) == (5, 20)


def entry(**told) -> RiskEntry:
    common = {"name": "tank", "place": "yard", "owner": "Li", "accidents": ("fire",), "method": "ls", "factors": {}}
    return RiskEntry(**(common | {"measures": {"engineering": "dyke"}} | told))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": ""}, "Name of the risk point"),
        ({"owner": ""}, "Person in charge"),
        ({"place": "x" * 81}, "Place"),
        ({"accidents": ()}, "What can happen"),
        ({"accidents": ("magic",)}, "What can happen"),
        ({"measures": {}}, "Control measures"),
        ({"measures": {"training": "x" * 1001}}, "Control measures"),
    ],
)
def test_a_risk_point_says_what_it_is_and_how_it_is_controlled(told, field):
    with pytest.raises(InvalidValue) as refusal:
        check_entry(entry(**told), accidents=CONTROL["accidents"], measures=CONTROL["measures"])
    assert refusal.value.data["field"] == field


@pytest.mark.parametrize("shape", [[[0.25, 0.5]], [[0, 0], [1, 0], [1, 1]]])
def test_a_point_or_an_area_is_taken(shape):
    assert checked_shape(shape) == shape


@pytest.mark.parametrize("shape", [None, [], [[0, 0], [1, 1]], [[0, 1.1]], [[0]], ["ab"], [[True, 0]], [[0, 0]] * 41])
def test_another_shape_is_refused(shape):
    with pytest.raises(InvalidValue):
        checked_shape(shape)
