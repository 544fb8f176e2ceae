from uuid import UUID

import pytest

from anlan.incidents.domain.errors import ChainClosed
from anlan.incidents.domain.kinds import kinds_of
from anlan.incidents.domain.relations import NewRelation, RelationKind, check_relation, in_order, likely_effects
from anlan.kernel.errors import InvalidValue
from anlan.support.tables import load_table

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
CHAINS = load_table("anlan.incidents", "chains")


def _new(first, second, kind=RelationKind.SECONDARY, note=""):
    return NewRelation(first_id=first, second_id=second, kind=kind, note=note)


def test_a_cause_stands_before_its_effect_and_neighbours_stand_by_id():
    assert in_order(_new(TWO, ONE)) == (TWO, ONE)
    assert in_order(_new(TWO, ONE, RelationKind.PARALLEL)) == (ONE, TWO)


def test_a_chain_may_branch_but_not_close():
    check_relation(_new(ONE, THREE), same_world=True, causes=[(ONE, TWO), (TWO, THREE)])
    with pytest.raises(ChainClosed):
        check_relation(_new(THREE, ONE), same_world=True, causes=[(ONE, TWO), (TWO, THREE)])
    check_relation(_new(THREE, ONE, RelationKind.PARALLEL), same_world=True, causes=[(ONE, TWO), (TWO, THREE)])


@pytest.mark.parametrize(
    ("relation", "same_world", "rule"),
    [
        (_new(ONE, ONE), True, "another_incident"),
        (_new(ONE, TWO), False, "both_exercise_or_both_real"),
        (_new(ONE, TWO, note="x" * 501), True, "at_most_500_characters"),
    ],
)
def test_a_link_that_cannot_be_is_refused_by_its_rule(relation, same_world, rule):
    with pytest.raises(InvalidValue) as refusal:
        check_relation(relation, same_world=same_world, causes=())
    assert refusal.value.data["rule"] == rule


def test_a_note_of_five_hundred_characters_is_kept():
    check_relation(_new(ONE, TWO, note="x" * 500), same_world=True, causes=())


def test_the_longest_row_of_the_table_says_what_follows():
    assert "11D02" in likely_effects("11A51", CHAINS)
    assert likely_effects("11A51", CHAINS) != likely_effects("11A01", CHAINS)
    assert likely_effects("14A00", CHAINS) == ()


def test_every_kind_of_the_chains_stands_in_the_table_of_kinds():
    known = kinds_of(load_table("anlan.incidents", "event_kinds"))
    assert [code for row in CHAINS["chain"] for code in row["often"] if code not in known] == []
