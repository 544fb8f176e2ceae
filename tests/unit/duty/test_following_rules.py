from datetime import UTC, datetime
from itertools import product

import pytest

from anlan.duty.domain.rollcalls import (
    INSTRUCTION,
    ROLL,
    InstructionAct,
    InstructionState,
    RollAct,
    RollState,
)
from anlan.duty.domain.states import step
from anlan.duty.pages.phonebook import grouped
from anlan.kernel.errors import TransitionNotAllowed
from anlan.people.api import Person

AT = datetime(2026, 3, 10, 4, tzinfo=UTC)
FORBIDDEN = [
    (table, state, act)
    for table, states, acts in ((ROLL, RollState, RollAct), (INSTRUCTION, InstructionState, InstructionAct))
    for state, act in product(states, acts)
    if (state, act) not in table
]


@pytest.mark.parametrize(("table", "state", "act"), FORBIDDEN)
def test_every_step_that_the_table_lacks_is_refused(table, state, act):
    with pytest.raises(TransitionNotAllowed):
        step("thing", table, state, act)


def test_an_instruction_goes_its_whole_way_and_back_once():
    acts = ["receive", "report", "finish", "send_back", "finish", "confirm"]
    state = InstructionState.GIVEN
    for act in acts:
        state = step("instruction", INSTRUCTION, state, InstructionAct(act))
    assert state is InstructionState.CONFIRMED


def test_the_phone_book_stands_by_level_the_highest_first():
    def person(region):
        named = {"name": region, "post": "", "organisation_name": "", "phone_masked": "", "has_2g_phone": False}
        return Person(id=AT, region=region, organisation_id=None, **named)

    groups = grouped([person("513433101"), person("513433"), person("513433102")])
    assert [[each.region for each in persons] for _, persons in groups] == [["513433"], ["513433101", "513433102"]]
