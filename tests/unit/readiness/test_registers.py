"""Registers as tables: what a field's text means, what is refused, and how long an entry is believed."""

from datetime import UTC, datetime, timedelta

import pytest

from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.readiness.domain import shelters
from anlan.readiness.domain.entries import STATES, ChangeAct, ChangeState, after
from anlan.readiness.domain.force_table import ColumnsMissing, columns_of, rows_of_table
from anlan.readiness.domain.freshness import Trust, next_step_at, trust_at
from anlan.readiness.domain.registers import Field, FieldKind, register_of
from anlan.readiness.domain.values import checked, first_expiry, read_value, told, typed
from anlan.readiness.selectors.registers import ladder, registers

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NUMBER = Field(key="n", name="N", kind=FieldKind.NUMBER, least=0, most=10)
WHOLE = Field(key="n", name="N", kind=FieldKind.WHOLE, least=0)
DAY = Field(key="d", name="D", kind=FieldKind.DATE, expires=True)
FLAG = Field(key="f", name="F", kind=FieldKind.YES_NO)
ONE = Field(key="o", name="O", kind=FieldKind.CHOICE, options={"a": "甲", "b": "乙"})
SEVERAL = Field(key="s", name="S", kind=FieldKind.CHOICES, options={"a": "甲", "b": "乙"})
LINES = Field(key="l", name="L", kind=FieldKind.LINES, parts=(Field(key="name", name="N", required=True), DAY, NUMBER))


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (NUMBER, "0", 0.0),
        (NUMBER, "10", 10.0),
        (NUMBER, " 2.5 ", 2.5),
        (NUMBER, "", None),
        (WHOLE, "7.0", 7),
        (DAY, "2026-6-30", "2026-06-30"),
        (DAY, "2026年6月30日", "2026-06-30"),
        (DAY, "2026-06-30 00:00:00", "2026-06-30"),
        (FLAG, "是", True),
        (FLAG, "no", False),
        (ONE, "乙", "b"),
        (SEVERAL, "甲、乙,a", ["a", "b"]),
        (LINES, "证书|2026-06-30|1\n\n装备||", [{"name": "证书", "d": "2026-06-30", "n": 1.0}, {"name": "装备"}]),
    ],
)
def test_a_text_means_a_value_which_is_written_so_that_it_means_the_same_again(field, text, value):
    assert read_value(field, text) == value
    assert read_value(field, typed(field, value)) == value
    assert read_value(field, told(field, value)) == value


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        (NUMBER, "-0.1", "not_below_least"),
        (NUMBER, "10.1", "not_above_most"),
        (NUMBER, "nan", "a_number"),
        (NUMBER, "inf", "a_number"),
        (NUMBER, "ten", "a_number"),
        (WHOLE, "1.5", "whole_number"),
        (DAY, "2026-02-30", "written_date"),
        (DAY, "30/06/2026", "written_date"),
        (FLAG, "maybe", "yes_or_no"),
        (ONE, "c", "known_word"),
        (SEVERAL, "a,c", "known_word"),
        (LINES, "|2026-06-30", "not_empty"),
        (LINES, "a|2026-06-30|1|x", "no_more_parts"),
        (LINES, "\n".join(["a"] * 61), "sixty_lines"),
        (Field(key="t", name="T"), "x" * 201, "shorter"),
        (Field(key="t", name="T", required=True), " ", "not_empty"),
    ],
)
def test_a_value_that_breaks_its_rule_is_refused_by_the_fields_name(field, text, rule):
    with pytest.raises(InvalidValue) as refusal:
        read_value(field, text)

    assert (refusal.value.data["field"], refusal.value.data["rule"]) == (field.name, rule)


def test_every_register_has_an_icon_kinds_and_fields_that_its_table_can_hold():

    assert list(registers())[:2] == ["teams", "shelters"]
    assert all(each.kinds and each.icon and each.confirm_days > 0 for each in registers().values())
    assert all(not field.column for each in registers().values() if each.rows == "forces" for field in each.fields)
    assert len({each.layer for each in registers().values()}) == len(registers())


def test_one_more_kind_of_force_is_a_table():
    table = {
        "name": "救援犬",
        "one": "犬组",
        "icon": "search",
        "order": 120,
        "confirm_days": 30,
        "kinds": {"search": "搜索犬"},
        "field": [{"key": "dogs", "name": "犬只", "kind": "whole", "least": 1, "required": True, "summed": True}],
    }
    register = register_of("dogs", table)

    assert (register.layer, register.rows, [each.key for each in register.summed]) == ("force_dogs", "forces", ["dogs"])
    assert checked(register, {"dogs": "3"}) == {"dogs": 3}
    with pytest.raises(TypeError):
        register_of("dogs", table | {"colour": "brown"})


def test_the_first_of_all_dates_that_end_something_counts():
    teams = registers()["teams"]
    values = {
        "insured_until": "2027-01-01",
        "certificates": [{"name": "a", "until": "2026-12-01"}, {"name": "b", "until": "2028-01-01"}],
    }

    assert first_expiry(teams, values).isoformat() == "2026-12-01"
    assert first_expiry(teams, {}) is None


@pytest.mark.parametrize(
    ("days", "trust"),
    [
        (89.9, Trust.CONFIRMED),
        (90, Trust.ASKED),
        (96.9, Trust.ASKED),
        (97, Trust.REMINDED),
        (104, Trust.SUPERIOR),
        (119.9, Trust.SUPERIOR),
        (120, Trust.STALE),
    ],
)
def test_an_entry_is_believed_for_its_days_and_then_less_and_less(days, trust):
    assert trust_at(ladder(), NOW - timedelta(days=days), 90, NOW) is trust


def test_the_next_step_is_the_first_that_lies_ahead():
    assert next_step_at(ladder(), NOW, 90, NOW) == NOW + timedelta(days=90)
    assert next_step_at(ladder(), NOW - timedelta(days=90), 90, NOW) == NOW + timedelta(days=7)
    assert next_step_at(ladder(), NOW - timedelta(days=120), 90, NOW) is None
    assert trust_at(ladder(), None, 90, NOW) is Trust.ASKED


@pytest.mark.parametrize(("capacity", "fits"), [(99, True), (100, True), (101, False)])
def test_a_shelter_claims_no_more_persons_than_its_area_holds(capacity, fits):
    if fits:
        shelters.check_capacity(capacity, 200.0, 2.0)
    else:
        with pytest.raises(shelters.CapacityAboveRule) as refusal:
            shelters.check_capacity(capacity, 200.0, 2.0)
        assert refusal.value.data["most"] == 100


@pytest.mark.parametrize("state", ChangeState)
@pytest.mark.parametrize("act", ChangeAct)
def test_a_change_is_judged_once(state, act):
    if (state, act) in STATES:
        assert after(state, act) in (ChangeState.ACCEPTED, ChangeState.RETURNED)
    else:
        with pytest.raises(TransitionNotAllowed):
            after(state, act)


def test_columns_are_found_by_any_of_their_words():
    heads = ["名称", "编号", "", "床位(张)", "床位", "手机"]

    assert columns_of(registers()["medical"], heads) == {"name": 0, "code": 1, "beds": 3, "phone": 5}


def test_a_table_without_the_needed_columns_is_refused_by_their_words():
    with pytest.raises(ColumnsMissing) as refusal:
        list(rows_of_table(registers()["medical"], [["名称", "编号"], ["a", "b"]]))

    assert refusal.value.data["columns"] == "类别, 行政区划代码"
