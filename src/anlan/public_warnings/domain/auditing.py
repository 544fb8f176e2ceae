"""What an auditor finds by the journal alone: whether every call went as its ladder demands.

He shares no code with the calls (``domain.calling``): what that one decides, this one checks from what was told of it.
A place is closed while as many as it needs have confirmed, or while the duty room above has it. An open place has
somebody whose limit still runs; a person is called as often as his rung says; nobody is passed over; who confirmed is
left in peace.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

GRACE: Final = timedelta(seconds=60)
BEGIN_WITHIN: Final = timedelta(minutes=2)
SEND_WITHIN: Final = timedelta(minutes=5)


class Flaw(StrEnum):
    """What can be wrong with the calls of a warning."""

    NOT_BEGUN = "not_begun"
    LEFT_OUT = "left_out"
    STALLED = "stalled"
    NOT_CALLED_AGAIN = "not_called_again"
    PASSED_OVER = "passed_over"
    CALLED_TOO_OFTEN = "called_too_often"
    CALLED_AFTER_CONFIRMING = "called_after_confirming"
    ROW_DIFFERS = "row_differs"
    NOT_SENT = "not_sent"


class Word(StrEnum):
    """What the journal can tell of one call."""

    MADE = "public_warnings.call_made"
    CONFIRMED = "public_warnings.call_confirmed"
    ESCALATED = "public_warnings.call_escalated"
    REFUSED = "public_warnings.call_refused"
    ASKED_AGAIN = "public_warnings.call_asked_again"
    LAPSED = "public_warnings.call_lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the journal about one call."""

    word: Word
    at: datetime
    name: str = ""
    rank: str = ""
    attempt: int = 0
    still_needed: int = 0
    handed_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the frozen ladder of a place: how long and how often he is called."""

    name: str
    rank: str
    minutes: float
    tries: int
    is_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong: since when, with whom; ``about`` tells findings of one kind and place apart."""

    flaw: Flaw
    region: str
    since: datetime
    about: str = ""


Key = tuple[str, str]


@dataclass(slots=True)
class _Course:
    """How far the call of one place has come by what was told; people are known by name and rank."""

    region: str
    people: tuple[Person, ...]
    is_closed: bool = False
    is_handed_up: bool = False
    last_told: datetime | None = None
    tries: dict[Key, int] = field(default_factory=dict)
    limits: dict[Key, datetime] = field(default_factory=dict)
    confirmed: set[Key] = field(default_factory=set)
    asked_again: set[Key] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def person(self, key: Key) -> Person | None:
        return next((each for each in self.people if (each.name, each.rank) == key), None)

    def limit_after(self, key: Key, called_at: datetime) -> datetime:
        person = self.person(key)
        return called_at + timedelta(minutes=person.minutes if person else 0)

    def find(self, flaw: Flaw, since: datetime, about: str = "") -> None:
        self.findings.append(Finding(flaw=flaw, region=self.region, since=since, about=about))


def audited(region: str, people: Iterable[Person], told: Iterable[Told], now: datetime) -> list[Finding]:
    """Return what is wrong with the call of one place that has been begun; ``told`` is in the journal's order."""
    course = _followed(_Course(region, tuple(people)), told)
    if course.is_closed:
        _look_at_asked_again(course, now)
    else:
        _look_at_limits(course, now)
    return course.findings


def is_closed(told: Iterable[Told]) -> bool:
    """Tell whether a place counts as confirmed or handed up by what was told of it."""
    return _followed(_Course("", ()), told).is_closed


def _followed(course: _Course, told: Iterable[Told]) -> _Course:
    for each in told:
        _STEPS[each.word](course, each)
        course.last_told = each.at
    return course


def _made(course: _Course, told: Told) -> None:
    key = (told.name, told.rank)
    if key in course.confirmed:
        course.find(Flaw.CALLED_AFTER_CONFIRMING, told.at, told.name)
    person = course.person(key)
    if person is not None:
        _look_at_order(course, person, told)
        if told.attempt > person.tries:
            course.find(Flaw.CALLED_TOO_OFTEN, told.at, told.name)
    course.tries[key] = told.attempt
    course.limits[key] = course.limit_after(key, told.at)
    if course.is_handed_up:
        course.is_closed = course.is_handed_up = False


def _look_at_order(course: _Course, person: Person, told: Told) -> None:
    """Find who stands before a person that is called for the first time and was never called."""
    if told.attempt > 1 or person.is_named:
        return
    for earlier in course.people[: course.people.index(person)]:
        key = (earlier.name, earlier.rank)
        if not earlier.is_named and key not in course.tries and key not in course.confirmed:
            course.find(Flaw.PASSED_OVER, told.at, earlier.name)


def _confirmed(course: _Course, told: Told) -> None:
    key = (told.name, told.rank)
    if key not in course.limits:  # Written down from a voice call under the name of whoever answered.
        of_rank = [each for each in course.limits if each[1] == told.rank]
        key = min(of_rank, key=lambda each: course.limits[each], default=key)
    course.confirmed.add(key)
    course.asked_again.discard(key)
    course.limits.pop(key, None)
    if told.still_needed == 0:
        course.is_closed, course.is_handed_up = True, False
        course.limits = {each: limit for each, limit in course.limits.items() if each in course.asked_again}


def _escalated(course: _Course, told: Told) -> None:
    if told.handed_up:
        course.is_closed = course.is_handed_up = True


def _refused(course: _Course, told: Told) -> None:
    key = (told.name, told.rank)
    course.confirmed.discard(key)
    course.asked_again.discard(key)
    course.tries.setdefault(key, 0)
    course.limits.pop(key, None)


def _asked_again(course: _Course, told: Told) -> None:
    key = (told.name, told.rank)
    course.confirmed.discard(key)
    course.asked_again.add(key)
    course.tries[key] = 1
    course.limits[key] = course.limit_after(key, told.at)


def _lapsed(course: _Course, told: Told) -> None:
    course.is_closed = False
    course.limits = {key: limit for key, limit in course.limits.items() if key not in course.asked_again}
    course.asked_again.clear()


_STEPS: Final = {
    Word.MADE: _made,
    Word.CONFIRMED: _confirmed,
    Word.ESCALATED: _escalated,
    Word.REFUSED: _refused,
    Word.ASKED_AGAIN: _asked_again,
    Word.LAPSED: _lapsed,
}


def _look_at_limits(course: _Course, now: datetime) -> None:
    """Find an open place in which nobody's limit runs any more, or who was not called as often as his rung says."""
    last = max(course.limits.values(), default=course.last_told)
    if last is not None and last + GRACE < now:
        course.find(Flaw.STALLED, last)
        return
    for key, limit in course.limits.items():
        person = course.person(key)
        if person is not None and limit + GRACE < now and course.tries[key] < person.tries:
            course.find(Flaw.NOT_CALLED_AGAIN, limit, person.name)


def _look_at_asked_again(course: _Course, now: datetime) -> None:
    """Find who was asked again and stayed silent past the limit, while the place still counts as confirmed."""
    for key in sorted(course.asked_again):
        if course.limits[key] + GRACE < now:
            course.find(Flaw.STALLED, course.limits[key], key[0])
