"""Definitions become the units of exactly the series that they fit, with the values of the place."""

import pytest

from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band, Values
from anlan.monitoring.domain.compiling import Ruling, SeriesFact, Sites, units_of
from anlan.monitoring.domain.definition import definition_of
from anlan.monitoring.domain.judging import Aggregate
from anlan.monitoring.selectors.rules import ready_made_rules

TOWN, VILLAGE = "513433106", "513433106201"


def fact(series, quantity="rain", **values):
    usual = {"station": "s1", "code": "C1", "kind": "rain_gauge", "region": TOWN, "point": (102.0, 28.0)}
    return SeriesFact(id=series, quantity=quantity, **(usual | values))


def compile_one(family, facts, *, covered=None, local=None, **change):
    rule = ready_made_rules()[family]
    ruling = Ruling(definition=rule.definition, edition=f"{family}:t", region="", is_on=change.get("is_on", True))
    rulings = {family: {"": ruling} | change.get("others", {})}
    return list(units_of(rulings, Sites(facts, covered or {}), local or {}))


def own_rule(**values):
    base = {
        "id": "own",
        "title": "t",
        "hazard": "geology",
        "source": "s",
        "edition": "1",
        "unit": "",
        "mark": "doubtful",
    }
    return definition_of(base | {"scope": {"quantity": "displacement"}} | values)


def compile_own(definition, facts):
    ruling = Ruling(definition=definition, edition="own:1", region="", is_on=True)
    return list(units_of({"own": {"": ruling}}, Sites(facts, {}), {}))


def test_the_rainstorm_signal_speaks_for_the_township_of_every_rain_gauge():
    units = compile_one("rainstorm_signal", [fact(7), fact(8, "level")])
    assert [(unit.series, unit.region, unit.edition) for unit in units] == [(7, TOWN, "rainstorm_signal:t")]
    assert [(case.level, case.clauses[0].window_minutes, case.clauses[0].threshold) for case in units[0].cases] == [
        (Level.BLUE, 720, 50.0),
        (Level.YELLOW, 360, 50.0),
        (Level.ORANGE, 180, 50.0),
        (Level.RED, 180, 100.0),
    ]


def test_a_rule_that_is_off_judges_nothing():
    assert compile_one("rainstorm_signal", [fact(7)], is_on=False) == []


def local_values(name, lower):
    return Values(edition=name, bands=(Band(level=Level.ORANGE, window_hours=1, lower=lower),))


@pytest.mark.parametrize(("village_value", "places"), [(19.9, [TOWN, VILLAGE]), (20.0, [TOWN])])
def test_a_village_is_judged_by_itself_only_where_it_is_stricter_than_its_township(village_value, places):
    local = {TOWN: local_values("town", 20.0), VILLAGE: local_values("village", village_value)}
    units = compile_one("flash_flood", [fact(7)], covered={"s1": [VILLAGE]}, local=local)
    assert [unit.region for unit in units] == places
    assert units[0].edition == "town"
    assert units[0].cases[0].clauses[0].threshold == 20.0


def test_a_place_without_own_values_is_judged_by_the_default_ones():
    unit = compile_one("flash_flood", [fact(7)])[0]
    assert (unit.edition, len(unit.cases)) == ("flash_flood:t", 6)


def test_a_county_edition_stands_before_the_national_one_there_and_nowhere_else():
    definition = ready_made_rules()["rainstorm_signal"].definition
    local = Ruling(definition=definition, edition="local", region="513433", is_on=True)
    other = fact(8, region="513401106", station="s2")
    units = compile_one("rainstorm_signal", [fact(7), other], others={"513433": local})
    assert {unit.series: unit.edition for unit in units} == {7: "local", 8: "rainstorm_signal:t"}


def test_a_mark_times_its_factor_stands_before_the_number_and_without_both_nothing_is_judged():
    steady = fact(1, "displacement", kind="landslide", marks={"steady_rate": 0.5, "noise_floor": 4.0})
    red = compile_one("landslide_tangent_angle", [steady])[0].cases[-1]
    assert [(clause.aggregate, clause.threshold) for clause in red.clauses] == [
        (Aggregate.RATE, pytest.approx(5.715)),
        (Aggregate.DIFFERENCE, 4.0),
    ]
    assert compile_one("landslide_tangent_angle", [fact(1, "displacement", kind="landslide")]) == []


def test_a_gauge_with_only_a_warning_level_is_judged_by_that_alone():
    unit = compile_one("water_level", [fact(3, "level", marks={"warning_level": 102.5})])[0]
    assert [(case.level, case.clauses[0].threshold) for case in unit.cases] == [(Level.YELLOW, 102.5)]


def test_two_of_three_of_a_site_need_at_least_two_there():
    facts = [fact(1, "displacement", kind="landslide"), fact(2, kind="landslide"), fact(3, "tilt", kind="landslide")]
    unit = compile_one("landslide_combination", facts)[0]
    assert [(case.need, [clause.series for clause in case.clauses]) for case in unit.cases] == [
        (2, [1, 2, 3]),
        (2, [1, 2, 3]),
    ]
    assert [case.need for case in compile_one("landslide_combination", facts[:2])[0].cases] == [2, 2]
    assert compile_one("landslide_combination", facts[:1]) == []


def near_rule(count):
    conditions = [
        {"threshold": 5},
        {"threshold": 5, "on": "neighbours", "within_km": 5, "neighbours": count},
    ]
    return own_rule(cases=[{"level": "orange", "conditions": conditions}])


def points(count):
    return [
        fact(n, "displacement", station=f"s{n}", point=(102.0 + 0.01 * n, 28.0), kind="landslide") for n in range(count)
    ]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_neighbours_cannot_outvote_the_station_itself(count):
    unit = compile_own(near_rule(count), points(4))[0]
    case = unit.cases[0]
    own = sum(clause.series == unit.series for clause in case.clauses)
    others = len(case.clauses) - own
    assert others == 3
    assert others < case.need <= own + count
    assert own + count - 1 < case.need


def test_a_station_with_too_few_neighbours_is_not_judged():
    far = fact(9, "displacement", station="far", point=(103.0, 28.0), kind="landslide")
    units = compile_own(near_rule(2), [*points(3), far])
    assert {unit.series for unit in units} == {0, 1, 2}


@pytest.mark.parametrize(("compare", "clear"), [("at_least", 4.5), ("at_most", 5.5)])
def test_clearing_lies_back_from_the_value(compare, clear):
    cases = [{"level": "red", "conditions": [{"threshold": 5, "compare": compare, "clear_by": 0.5}]}]
    unit = compile_own(own_rule(cases=cases), points(1))[0]
    assert unit.cases[0].clauses[0].clear == clear
