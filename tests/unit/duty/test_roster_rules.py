from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from anlan.duty.domain.checking import ProblemKind, Stand, problems_of
from anlan.duty.domain.patterns import parts_from, span_in_day
from anlan.duty.domain.roster_table import Book, read_table
from anlan.duty.domain.rotation import Away
from anlan.duty.domain.states import ROSTER, SWAP, RosterAct, RosterState, SwapAct, SwapState, step
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

DAY = date(2026, 5, 1)
AT = datetime(2026, 5, 1, 0, 30, tzinfo=UTC)
TABLES = [("roster", ROSTER, RosterState, RosterAct), ("swap", SWAP, SwapState, SwapAct)]
FORBIDDEN = [
    (what, table, state, act)
    for what, table, states, acts in TABLES
    for state, act in product(states, acts)
    if (state, act) not in table
]


@pytest.mark.parametrize(("what", "table", "state", "act"), FORBIDDEN)
def test_every_step_that_the_table_lacks_is_refused(what, table, state, act):
    with pytest.raises(TransitionNotAllowed):
        step(what, table, state, act)


def stand(number: int, who: int | None, start: int = 0, hours: int = 24, **more: bool) -> Stand:
    since = AT + timedelta(hours=start)
    person = UUID(int=who) if who else None
    return Stand(UUID(int=number), DAY + timedelta(hours=start), since, since + timedelta(hours=hours), person, **more)


@pytest.mark.parametrize(
    ("stands", "kinds"),
    [
        ([stand(1, 7)], []),
        ([stand(1, None)], [ProblemKind.EMPTY]),
        ([stand(1, 7), stand(2, 7)], [ProblemKind.TWICE_AT_ONCE] * 2),
        ([stand(1, 7), stand(2, 7, start=23)], [ProblemKind.TWICE_AT_ONCE] * 2),
        ([stand(1, 7), stand(2, 7, start=24)], [ProblemKind.IN_A_ROW]),
        ([stand(1, 7), stand(2, 7, start=25)], []),
        ([stand(1, 7), stand(2, 7, is_other=True)], [ProblemKind.TWICE_AT_ONCE]),
        ([stand(1, 8, is_other=True), stand(2, 8, is_other=True)], []),
    ],
)
def test_problems_of_a_roster_are_found(stands, kinds):
    assert [each.kind for each in problems_of(stands)] == kinds


def test_who_is_away_is_a_problem_and_only_a_row_does_not_forbid():
    found = problems_of([stand(1, 7)], [Away(UUID(int=7), DAY, DAY)])
    assert [(each.kind, each.forbids) for each in found] == [(ProblemKind.AWAY, True)]
    assert problems_of([stand(1, 7)], [Away(UUID(int=7), DAY + timedelta(days=1), DAY + timedelta(days=2))]) == ()
    assert not problems_of([stand(1, 7), stand(2, 7, start=24)])[0].forbids


def part(name="day", starts="08:30", minutes=1440):
    return {"name": name, "starts": starts, "minutes": minutes}


def test_a_duty_day_runs_over_midnight_in_china():
    parts = parts_from([part(minutes=570), part("night", "18:00", 870)])
    assert span_in_day(parts, 0, DAY) == (AT, AT + timedelta(minutes=570))
    assert span_in_day(parts, 1, DAY) == (AT + timedelta(minutes=570), AT + timedelta(days=1))


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([], "1_to_4_parts"),
        ([part()] * 5, "1_to_4_parts"),
        ([part(starts="8.30")], "time_as_0830"),
        ([part(minutes=0)], "time_as_0830"),
        ([part(name="")], "1_to_20_characters"),
        ([part(minutes=1439)], "parts_are_24_hours"),
        ([part(minutes=570), part("night", "18:01", 870)], "parts_follow_each_other"),
        ([part(minutes=720), part(starts="20:30", minutes=720)], "each_name_once"),
    ],
)
def test_a_pattern_that_is_no_whole_day_is_refused(rows, rule):
    with pytest.raises(InvalidValue) as refused:
        parts_from(rows)
    assert refused.value.data["rule"] == rule


HEADS = {"day": "Day", "part": "Part", "post": "Post", "seat": "Seat", "name": "Name", "person_post": "Office"}
PLACE, ANN, BOB, BOB2 = (UUID(int=number) for number in range(4))
BOOK = Book(
    places={(DAY, "all", "main", 1): PLACE},
    posts={"Main": "main"},
    persons={"Ann": [(ANN, "clerk")], "Bob": [(BOB, "head"), (BOB2, "clerk")]},
    heads=HEADS,
)


def line(day="2026-05-01", part="all", post="Main", seat="1", name="Ann", office=""):
    return [day, part, post, seat, name, office]


def test_a_table_is_read_by_its_heads_wherever_they_stand():
    found, refused = read_table([["May 2026"], list(HEADS.values()), line(), ["", ""]], BOOK)
    assert (found, refused) == ({PLACE: ANN}, ())
    assert read_table([list(HEADS.values()), line(name="")], BOOK)[0] == {PLACE: None}
    assert read_table([list(HEADS.values()), line(name="Bob", office="clerk")], BOOK)[0] == {PLACE: BOB2}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (line(day="1.5."), "day_as_2026_05_01"),
        (line(post="Chief"), "one_of_the_list"),
        (line(day="2026-06-01"), "place_of_this_roster"),
        (line(seat="2"), "place_of_this_roster"),
        (line(name="Eve"), "person_of_this_region"),
        (line(name="Bob"), "several_of_this_name"),
        (line(name="Bob", office="cook"), "person_of_this_region"),
    ],
)
def test_a_wrong_row_is_refused_with_its_number_and_rule(row, rule):
    found, refused = read_table([list(HEADS.values()), row], BOOK)
    assert found == {}
    assert [(each.row, each.refusal.data["rule"]) for each in refused] == [(2, rule)]


def test_a_place_that_stands_twice_and_a_table_without_heads_are_refused():
    _, twice = read_table([list(HEADS.values()), line(), line()], BOOK)
    assert [(each.row, each.refusal.data["rule"]) for each in twice] == [(3, "place_stands_once")]
    _, headless = read_table([["a", "b"]], BOOK)
    assert headless[0].refusal.data["rule"] == "columns_of_a_roster"
