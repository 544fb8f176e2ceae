"""The rules are the cited ones, and local values may not contradict each other."""

import tomllib
from importlib import resources

import pytest

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band, Values
from anlan.monitoring.domain.rules import is_stricter_anywhere, rule_of

TABLES = resources.files("anlan.monitoring") / "tables"


def table(name):
    return tomllib.loads((TABLES / "rules" / f"{name}.toml").read_text("utf-8"))


def test_the_rainstorm_signals_are_those_of_order_16():
    rule = rule_of(table("rainstorm_signal"))
    assert {(band.level, band.window_hours, band.lower) for band in rule.values.bands} == {
        (Level.BLUE, 12, 50.0),
        (Level.YELLOW, 6, 50.0),
        (Level.ORANGE, 3, 50.0),
        (Level.RED, 3, 100.0),
    }
    assert (rule.edition, rule.mark) == ("rainstorm_signal:2007", "verified")


@pytest.mark.parametrize("name", ["rainstorm_signal", "flash_flood", "water_level"])
def test_a_rule_has_a_source_an_edition_and_a_mark(name):
    found = table(name)
    assert found["mark"] in ("verified", "doubtful")
    assert rule_of(found).source


def test_a_table_with_another_boundary_is_refused():
    with pytest.raises(InvalidValue):
        rule_of(table("rainstorm_signal") | {"boundary": "above"})


@pytest.mark.parametrize(("lower", "stricter"), [(29.9, True), (30.0, False), (30.1, False)])
def test_a_village_is_stricter_where_any_value_lies_below_its_townships(lower, stricter):
    outer = Values(edition="t", bands=(Band(level=Level.ORANGE, window_hours=1, lower=30.0),))
    own = Values(edition="v", bands=(Band(level=Level.ORANGE, window_hours=1, lower=lower),))
    assert is_stricter_anywhere(own, outer) is stricter
