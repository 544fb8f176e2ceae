"""The file of an enterprise: states, sections, what a value looks like, and when an end is warned about."""

from datetime import date
from itertools import product

import pytest

from anlan.enterprises.domain.entries import EnterpriseEntry, checked_entry
from anlan.enterprises.domain.sections import end_of, read_values, section_of
from anlan.enterprises.domain.states import STATES, FirmAct, FirmState, after
from anlan.enterprises.domain.warnings import Warned, due_warning, first_warning
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.support.tables import load_table

SECTIONS = {each["key"]: section_of(each) for each in load_table("anlan.enterprises", "sections")["section"]}
STEPS = tuple(load_table("anlan.enterprises", "expiry")["expiry"]["steps"])
END = date(2024, 12, 31)


@pytest.mark.parametrize("step", list(product(FirmState, FirmAct)))
def test_a_firm_takes_the_steps_of_its_table_only(step):
    if step in STATES:
        assert after(*step) is STATES[step]
    else:
        with pytest.raises(TransitionNotAllowed):
            after(*step)


@pytest.mark.parametrize(
    ("today", "warned"),
    [
        (date(2024, 10, 2), Warned(90, date(2024, 12, 1))),
        (date(2024, 11, 30), Warned(90, date(2024, 12, 1))),
        (date(2024, 12, 1), Warned(30, END)),
        (date(2024, 12, 30), Warned(30, END)),
        (END, Warned(0, None)),
        (date(2025, 3, 1), Warned(0, None)),
    ],
)
def test_an_end_is_warned_about_ninety_and_thirty_days_before_and_on_its_day(today, warned):
    assert due_warning(END, today, STEPS) == warned


def test_the_first_warning_is_ninety_days_before_and_without_an_end_there_is_none():
    assert first_warning(END, STEPS) == date(2024, 10, 2)
    assert first_warning(None, STEPS) is None


def test_a_licence_is_read_with_its_end():
    written = {"name": " 安全生产许可证 ", "number": "川WH安许证字001", "valid_until": "2024-12-31", "issued_on": ""}

    values = read_values(SECTIONS["licences"], written)

    assert values == {"name": "安全生产许可证", "number": "川WH安许证字001", "valid_until": "2024-12-31"}
    assert end_of(SECTIONS["licences"], values) == END
    assert end_of(SECTIONS["licences"], {"name": "x"}) is None
    assert end_of(SECTIONS["processes"], {}) is None


@pytest.mark.parametrize(
    ("section", "written", "rule"),
    [
        ("licences", {"number": "1"}, "not_empty"),
        ("licences", {"name": "x", "number": "1", "valid_until": "2024-02-30"}, "date"),
        ("chemicals", {"name": "x", "cas": "7782-50-4", "quantity": "1", "use": "raw"}, "cas"),
        ("chemicals", {"name": "x", "quantity": "much", "use": "raw"}, "number"),
        ("chemicals", {"name": "x", "quantity": "-1", "use": "raw"}, "not_negative"),
        ("chemicals", {"name": "x", "quantity": "nan", "use": "raw"}, "not_negative"),
        ("chemicals", {"name": "x", "quantity": "1", "use": "secret"}, "chosen_from_the_list"),
        ("licences", {"name": "x" * 201, "number": "1"}, "too_long"),
    ],
)
def test_a_value_that_breaks_its_rule_is_refused_by_field_and_rule(section, written, rule):
    with pytest.raises(InvalidValue) as refusal:
        read_values(SECTIONS[section], written)
    assert refusal.value.data["rule"] == rule


def test_every_section_names_its_rows_and_the_state_regulates_eighteen_processes():
    assert len({key: each.title for key, each in SECTIONS.items()}) == 12
    assert len(SECTIONS["processes"].title.options) == 18


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (EnterpriseEntry(name=" ", industry="mine"), "Name of the enterprise"),
        (EnterpriseEntry(name="x", industry="space"), "Trade"),
        (EnterpriseEntry(name="x", industry="mine", trade_class="Z99"), "Class of the national economy"),
        (EnterpriseEntry(name="x", industry="mine", scale="huge"), "Size"),
        (EnterpriseEntry(name="x", industry="mine", staff=-1), "Staff"),
    ],
)
def test_an_entry_that_breaks_a_rule_is_refused_by_its_field(entry, field):
    table = load_table("anlan.enterprises", "trades")
    with pytest.raises(InvalidValue) as refusal:
        checked_entry(entry, table["trades"], table["scales"])
    assert refusal.value.data["field"] == field


def test_an_entry_is_kept_without_blanks():
    table = load_table("anlan.enterprises", "trades")
    entry = EnterpriseEntry(name=" x ", industry="mine", trade_class="b06", scale="small", staff=3)

    told = checked_entry(entry, table["trades"], table["scales"])

    assert (told.name, told.trade_class) == ("x", "B06")
