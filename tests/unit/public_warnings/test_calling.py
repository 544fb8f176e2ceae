"""The decision of call-and-confirm: boundaries, and what holds whatever people and time do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.public_warnings.domain.calling import (
    CALLABLE,
    COUNTING,
    Asked,
    Move,
    Standing,
    StepState,
    TaskState,
    confirmed,
    due_again,
    next_moves,
    refused,
)
from anlan.public_warnings.domain.ladders import Who, group_of, ladder_of, standard_ladder, standard_ladders
from anlan.public_warnings.domain.replies import Meaning, Reply, reply_of

NOON = datetime(2020, 6, 26, 4, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def a_standing(people: int = 2, *, needed: int = 1, minutes: float = 5, tries: int = 1, again: float = 0) -> Standing:
    steps = tuple(Asked(place=place, minutes=minutes, most_tries=tries) for place in range(people))
    return Standing(state=TaskState.CALLING, needed=needed, steps=steps, ask_again_minutes=again)


def begun(**changes) -> Standing:
    return next_moves(a_standing(**changes), NOON)[0]


def test_the_limit_belongs_to_the_late_side():
    standing = begun()
    assert next_moves(standing, at(5) - timedelta(microseconds=1)) == (standing, ())
    _, moves = next_moves(standing, at(5))
    assert moves == (Move("silent", 0), Move("call", 1))


def test_the_same_person_is_called_as_often_as_the_rung_says():
    standing, moves = next_moves(begun(tries=2), at(5))
    assert (moves, standing.step(0).tries) == ((Move("call", 0),), 2)
    assert next_moves(standing, at(10))[1] == (Move("silent", 0), Move("call", 1))


def test_after_the_last_the_place_is_handed_up_once():
    standing, moves = next_moves(begun(people=1), at(5))
    assert (moves, standing.state) == ((Move("silent", 0), Move("hand_up")), TaskState.HANDED_UP)
    assert next_moves(standing, at(500)) == (standing, ())


def test_a_place_without_anybody_is_handed_up_at_once():
    assert next_moves(a_standing(people=0), NOON)[1] == (Move("hand_up"),)


def test_two_who_must_confirm_are_called_together_and_one_answer_is_not_enough():
    standing, moves = next_moves(a_standing(people=3, needed=2), NOON)
    assert moves == (Move("call", 0), Move("call", 1))
    standing, moves = next_moves(confirmed(standing, 0, at(1)), at(1))
    assert (standing.state, moves) == (TaskState.CALLING, ())
    standing, moves = next_moves(standing, at(5))
    assert moves == (Move("silent", 1), Move("call", 2))
    assert next_moves(confirmed(standing, 2, at(6)), at(6))[0].state is TaskState.CONFIRMED


def test_who_is_not_needed_any_more_is_let_go():
    standing, _ = next_moves(begun(), at(5))
    standing, moves = next_moves(confirmed(standing, 0, at(6)), at(6))
    assert (moves, standing.step(1).state, standing.deadline_at) == (
        (Move("release", 1),),
        StepState.RELEASED,
        None,
    )


def test_the_one_named_by_a_refusal_is_called_before_all_who_wait():
    standing = refused(begun(people=3), 0)
    newcomer = Asked(place=3, minutes=5, most_tries=1, is_named=True)
    standing = replace(standing, steps=(*standing.steps, newcomer))
    assert next_moves(standing, at(1))[1] == (Move("call", 3),)


def test_asked_again_and_silent_a_place_is_confirmed_no_longer():
    standing, _ = next_moves(confirmed(begun(again=60), 0, at(1)), at(1))
    assert next_moves(standing, at(61) - timedelta(seconds=1))[1] == ()
    standing, moves = next_moves(standing, at(61))
    assert (moves, standing.state) == ((Move("ask_again", 0),), TaskState.CONFIRMED)
    standing, moves = next_moves(standing, at(66))
    assert (moves, standing.state) == ((Move("silent", 0), Move("call", 1)), TaskState.CALLING)


def test_asked_again_and_answered_it_stays_confirmed():
    standing, _ = next_moves(confirmed(begun(), 0, at(1)), at(1))
    standing, _ = next_moves(due_again(standing, 0, at(9)), at(9))
    assert standing.step(0).state is StepState.ASKED_AGAIN
    standing, moves = next_moves(confirmed(standing, 0, at(10)), at(10))
    assert (standing.state, moves, standing.deadline_at) == (TaskState.CONFIRMED, (), None)


@pytest.mark.parametrize("state", [TaskState.ENDED, TaskState.PLANNED])
def test_what_has_ended_or_waits_for_its_township_does_not_move(state):
    standing = replace(begun(), state=state)
    assert next_moves(standing, at(500)) == (standing, ())


ACTS = st.sampled_from(("wait", "limit", "confirm", "refuse", "refuse_naming", "ask_again"))
NIGHTS = st.lists(st.tuples(ACTS, st.integers(0, 9), st.floats(0.1, 30)), max_size=60)


@settings(max_examples=300, deadline=None)
@given(
    people=st.integers(0, 6),
    needed=st.integers(1, 3),
    tries=st.integers(1, 3),
    again=st.sampled_from((0, 0, 7, 90)),
    night=NIGHTS,
)
def test_whatever_happens_a_night_ends_confirmed_or_handed_up(people, needed, tries, again, night):
    now = NOON
    standing = a_standing(people, needed=needed, tries=tries, again=again)
    standing = judged(standing, now)
    for act, number, minutes in night:
        now = standing.deadline_at or now if act == "limit" else now + timedelta(minutes=minutes)
        standing = judged(done(standing, act, number, now), now)
    for _ in range(500):
        if standing.deadline_at is None:
            break
        now = max(now, standing.deadline_at)
        standing = judged(standing, now)
    assert standing.deadline_at is None
    if standing.state is TaskState.CONFIRMED:
        assert standing.confirmations >= standing.needed
    else:
        assert standing.state is TaskState.HANDED_UP
        assert not [step for step in standing.steps if step.state in CALLABLE]


def done(standing: Standing, act: str, number: int, now: datetime) -> Standing:
    """Let one of those who were called answer."""
    called = [step for step in standing.steps if step.tries]
    if not called:
        return standing
    step = called[number % len(called)]
    if act == "confirm" and step.state not in (StepState.CONFIRMED, StepState.REFUSED):
        return confirmed(standing, step.place, now)
    if act == "ask_again" and step.state is StepState.CONFIRMED:
        return due_again(standing, step.place, now)
    if act in ("refuse", "refuse_naming") and step.state is not StepState.REFUSED:
        standing = refused(standing, step.place)
        if act == "refuse_naming" and len(standing.steps) < 12:
            newcomer = Asked(place=len(standing.steps), minutes=5, most_tries=1, is_named=True)
            return replace(standing, steps=(*standing.steps, newcomer))
    return standing


def judged(before: Standing, now: datetime) -> Standing:
    """Take the next moves and hold them against the rules that never bend."""
    after, moves = next_moves(before, now)
    for move in moves:
        if move.act == "call":
            assert before.step(move.place).state not in COUNTING or before.step(move.place).tries > 0
            assert before.step(move.place).state is not StepState.CONFIRMED
            earlier = [step for step in after.steps if step.place < move.place and not step.is_named]
            assert before.step(move.place).is_named or all(
                step.tries or step.state is StepState.REFUSED for step in earlier
            )
    asked = [step for step in after.steps if step.state is StepState.CALLED]
    assert len(asked) <= after.needed
    if any(move.act == "call" and before.step(move.place).state in CALLABLE for move in moves):
        assert len(asked) <= after.needed - after.confirmations
    assert all(step.tries <= step.most_tries for step in asked)
    assert next_moves(after, now) == (after, ())
    return after


def test_red_gives_each_person_five_minutes_and_one_call():
    rungs = standard_ladder("flood", Level.RED).rungs
    assert {(rung.minutes, rung.tries) for rung in rungs} == {(5, 1)}
    assert [rung.who for rung in rungs] == [Who.A, Who.B, Who.SUPERIOR, Who.NEIGHBOUR, Who.POLICE]


def test_orange_calls_the_posts_of_a_place_twice():
    assert [rung.tries for rung in standard_ladder("flood", Level.ORANGE).rungs] == [2, 2, 2, 1, 1]


def test_no_colour_has_no_ladder():
    with pytest.raises(KeyError):
        standard_ladder("flood", Level.NONE)


def test_every_ladder_of_the_table_says_where_it_is_from_and_how_sure():
    assert {ladder.colour for ladder in standard_ladders().values()} == {"red", "orange", "yellow", "blue"}
    assert all(ladder.source and ladder.mark for ladder in standard_ladders().values())


def test_a_kind_outside_of_every_group_has_the_ladder_for_any():
    assert (group_of("11A51").key, group_of("99Z99").key) == ("flood", "any")


@pytest.mark.parametrize(("confirm", "own", "needed"), [("1", 2, 1), ("2", 1, 2), ("all", 3, 3), ("all", 0, 1)])
def test_how_many_must_confirm(confirm, own, needed):
    ladder = ladder_of({**standard_ladder("any", Level.RED).data(), "confirm": confirm})
    assert ladder.needed(own) == needed


RUNG = {"who": "A", "ways": ["sms"], "minutes": 5, "tries": 1}


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("rungs", {"rungs": []}),
        ("rungs", {"rungs": [RUNG] * 9}),
        ("rungs.1.who", {"rungs": [{**RUNG, "who": "dog"}]}),
        ("rungs.2.minutes", {"rungs": [RUNG, {**RUNG, "minutes": 0}]}),
        ("rungs.1.tries", {"rungs": [{**RUNG, "tries": 11}]}),
        ("rungs.1.tries", {"rungs": [{**RUNG, "tries": 0}]}),
        ("rungs.1.ways", {"rungs": [{**RUNG, "ways": []}]}),
        ("rungs.1.levels", {"rungs": [{**RUNG, "levels": ["moon"]}]}),
        ("confirm", {"confirm": "3"}),
        ("colour", {"colour": "green"}),
        ("link_hours", {"link_hours": 169}),
        ("silent_minutes", {"silent_minutes": 0}),
        ("moves", {"moves": "some"}),
    ],
)
def test_a_ladder_that_is_none_is_refused_by_field(field, change):
    with pytest.raises(AnlanError) as caught:
        ladder_of({**standard_ladder("any", Level.RED).data(), **change})
    assert (caught.value.code, caught.value.data["field"]) == ("kernel.invalid_value", field)


def test_a_ladder_is_read_back_from_what_a_round_keeps():
    for ladder in standard_ladders().values():
        assert ladder_of(ladder.data()) == ladder


@pytest.mark.parametrize(
    "text", ["1", " 1 ", "\uff11", "Y", "yes.", "OK", "1. thanks", "\u6536\u5230", "\u6536\u5230\u4e86"]
)
def test_these_mean_received(text):
    assert reply_of(text).meaning is Meaning.CONFIRM


@pytest.mark.parametrize("text", ["", "12", "okra", "?", "11111111111", "\u4ec0\u4e48"])
def test_these_are_not_understood(text):
    assert reply_of(text) is None


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        ("2", "", ""),
        ("2 13800000000 Wang", "Wang", "13800000000"),
        ("2,Wang 138 0000 0000", "Wang", "13800000000"),
        ("2 call my brother", "", ""),
    ],
)
def test_a_refusal_may_name_whom_to_call(text, name, phone):
    found = reply_of(text)
    assert (found.meaning, found.name, found.phone) == (Meaning.REFUSE, name, phone)


def test_help_is_asked_for_with_what_is_wanted():
    assert reply_of("3 two boats") == Reply(meaning=Meaning.HELP, note="two boats")
