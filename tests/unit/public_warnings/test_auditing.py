"""The auditor finds by the journal alone where a ladder did not go as it must."""

from datetime import UTC, datetime, timedelta

import pytest

from anlan.public_warnings.domain.auditing import GRACE, Flaw, Person, Told, Word, audited, is_closed

NIGHT = datetime(2020, 6, 26, 15, 20, tzinfo=UTC)
A = Person(name="A", rank="A", minutes=5, tries=2)
B = Person(name="B", rank="B", minutes=5, tries=1)
LADDER = (A, B)
SECOND = timedelta(seconds=1)


def at(minutes: float) -> datetime:
    return NIGHT + timedelta(minutes=minutes)


def made(who: Person, minutes: float, attempt: int = 1) -> Told:
    return Told(word=Word.MADE, at=at(minutes), name=who.name, rank=who.rank, attempt=attempt)


def confirmed(who: Person, minutes: float, still_needed: int = 0) -> Told:
    return Told(word=Word.CONFIRMED, at=at(minutes), name=who.name, rank=who.rank, still_needed=still_needed)


def told(word: Word, who: Person, minutes: float, **more: object) -> Told:
    return Told(word=word, at=at(minutes), name=who.name, rank=who.rank, **more)


def flaws(*lines: Told, now: datetime, people=LADDER) -> list[tuple[Flaw, str]]:
    return [(each.flaw, each.about) for each in audited("513433103", people, lines, now)]


WHOLE = (made(A, 0), made(A, 5, 2), made(B, 10), told(Word.ESCALATED, B, 15, handed_up=True))


@pytest.mark.parametrize("length", range(1, 5))
def test_a_ladder_that_goes_as_it_must_has_no_flaw_at_any_time(length):
    limits = (5, 10, 15, 600)
    assert flaws(*WHOLE[:length], now=at(limits[length - 1]) + GRACE) == []


@pytest.mark.parametrize(("late", "expected"), [(GRACE, []), (GRACE + SECOND, [(Flaw.STALLED, "")])])
def test_a_place_where_nobodys_limit_runs_any_more_is_stalled(late, expected):
    assert flaws(made(A, 0), now=at(5) + late) == expected


def test_who_was_not_called_again_is_found_while_another_is_still_called():
    both = (made(A, 0), made(B, 4))
    assert flaws(*both, now=at(5) + GRACE + SECOND) == [(Flaw.NOT_CALLED_AGAIN, "A")]


def test_who_stands_before_the_one_called_and_never_was_is_passed_over():
    assert flaws(made(B, 0), now=at(1)) == [(Flaw.PASSED_OVER, "A")]


def test_one_who_was_named_instead_may_be_called_before_all_others():
    named = Person(name="N", rank="named", minutes=5, tries=1, is_named=True)
    lines = (made(A, 0), told(Word.REFUSED, A, 1), made(named, 1))
    assert flaws(*lines, now=at(2), people=(A, B, named)) == []


def test_who_is_called_oftener_than_the_rung_says_is_found():
    lines = (made(A, 0), made(A, 5, 2), made(A, 10, 3))
    assert flaws(*lines, now=at(11)) == [(Flaw.CALLED_TOO_OFTEN, "A")]


def test_who_confirmed_and_is_called_is_found():
    lines = (made(A, 0), made(B, 0), confirmed(A, 1, still_needed=1), made(A, 5, 2))
    assert flaws(*lines, now=at(5)) == [(Flaw.CALLED_AFTER_CONFIRMING, "A")]


def test_a_confirmed_place_needs_nothing_more_and_one_that_lapsed_does():
    assert flaws(made(A, 0), confirmed(A, 1), now=at(600)) == []
    again = (made(A, 0), confirmed(A, 1), told(Word.ASKED_AGAIN, A, 31))
    assert flaws(*again, now=at(36) + GRACE) == []
    assert flaws(*again, now=at(36) + GRACE + SECOND) == [(Flaw.STALLED, "A")]
    assert flaws(*again, told(Word.LAPSED, A, 36), made(B, 36), now=at(41)) == []
    assert flaws(*again, confirmed(A, 33), now=at(600)) == []


def test_a_voice_call_written_down_under_another_name_counts_for_the_post_that_was_called():
    wife = Person(name="his wife", rank="A", minutes=5, tries=1)
    assert flaws(made(A, 0), made(B, 0), confirmed(wife, 1, still_needed=1), now=at(5) + GRACE) == []


def test_a_place_that_was_handed_up_is_open_again_when_somebody_else_is_called():
    assert is_closed(WHOLE)
    named = Person(name="N", rank="named", minutes=5, tries=1, is_named=True)
    assert not is_closed((*WHOLE, made(named, 16)))
    assert flaws(*WHOLE, made(named, 16), now=at(22) + SECOND, people=(A, B, named)) == [(Flaw.STALLED, "")]
