"""Which experts an event asks for: by the longest beginning of its code, then by speciality and distance."""

import pytest

from anlan.readiness.domain.freshness import Trust
from anlan.readiness.domain.matching import Expertise, expertise_for, score
from anlan.readiness.selectors.registers import register
from anlan.support.tables import load_table

TABLE = load_table("anlan.readiness", "expertise")["kinds"]
WANTED = Expertise(frozenset({"geology"}), frozenset({"road"}))


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("11A51", {"hydrology", "geology"}),
        ("11A01", {"hydrology"}),
        ("11G01", {"forest_fire"}),
        ("12D02", {"chemicals"}),
        ("13E00", {"veterinary"}),
        ("13A00", {"medicine"}),
        ("99999", set()),
    ],
)
def test_the_longest_beginning_of_the_code_counts(kind, first):
    assert expertise_for(kind, TABLE).first == first


def test_every_speciality_of_the_table_is_one_of_the_register():
    known = register("experts").field_of("specialities").options

    assert {each for row in TABLE.values() for several in row.values() for each in several} <= set(known)


def test_who_is_asked_for_first_stands_before_who_also_helps_however_near():
    far, near = score(["geology"], WANTED, 900_000, Trust.CONFIRMED), score(["road"], WANTED, 0, Trust.CONFIRMED)

    assert far > near


def test_of_two_alike_the_nearer_comes_first_and_a_stale_entry_last():
    assert score(["geology"], WANTED, 10_000, Trust.CONFIRMED) > score(["geology"], WANTED, 20_000, Trust.CONFIRMED)
    assert score(["geology"], WANTED, 0, Trust.STALE) < score(["geology"], WANTED, 20_000, Trust.CONFIRMED)
