"""The self-check of an enterprise, by day, week and month: its period, what its list holds, and what an answer says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from anlan.kernel.errors import AnlanError, ErrorClass

_LONGEST_NOTE = 500


class Cycle(StrEnum):
    """How often a list is gone through."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Result(StrEnum):
    """What was found at an item."""

    FINE = "fine"
    FAILED = "failed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; ``place`` and ``level`` are those of its risk point, empty and 0 where it has none."""

    key: str
    text: str
    place: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at an item; a failure needs words."""

    result: str
    note: str = ""


class ListHasChanged(AnlanError):
    """The list is not the one that was answered: risk points or measures have changed since."""

    code: ClassVar[str] = "enterprises.list_has_changed"
    message = "The list of this check has changed since the page was opened. Open it again and answer it."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT


class FailureNeedsNote(AnlanError):
    """An item was found failing without a word: ``item``."""

    code: ClassVar[str] = "enterprises.failure_needs_note"
    message = "Say what is wrong at: %(item)s"


class CheckedAlready(AnlanError):
    """The list of this period has been gone through: ``by``."""

    code: ClassVar[str] = "enterprises.checked_already"
    message = "%(by)s has checked this period already."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT


class NothingToCheck(AnlanError):
    """The enterprise does not work now, so that it checks nothing: ``name``."""

    code: ClassVar[str] = "enterprises.nothing_to_check"
    message = "%(name)s does not work at present; it has nothing to check."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT


def begin_of(cycle: Cycle, day: date) -> date:
    """Return the first day of the period in which a day lies: the day, its Monday, or the first of its month."""
    if cycle is Cycle.DAY:
        return day
    return day - timedelta(days=day.weekday()) if cycle is Cycle.WEEK else day.replace(day=1)


def last_begin(cycle: Cycle, today: date) -> date:
    """Return the first day of the last period that is over."""
    return begin_of(cycle, begin_of(cycle, today) - timedelta(days=1))


def template_items(rows: Iterable[Mapping[str, Any]], trade: str, cycle: Cycle) -> list[Item]:
    """Return the items that every enterprise of a trade checks in a cycle."""
    return [Item(row["key"], row["text"]) for row in rows if row["trade"] in ("*", trade) and row["cycle"] == cycle]


def measure_items(point: str, place: str, level: int, measures: Mapping[str, str]) -> list[Item]:
    """Return the items of a risk point: each line of each of its measures."""
    return [
        Item(f"{point}:{kind}:{number}", line.strip(), place, level)
        for kind, text in sorted(measures.items())
        for number, line in enumerate(text.splitlines())
        if line.strip()
    ]


def answered(items: Iterable[Item], answers: Mapping[str, Answer]) -> list[tuple[Item, Answer]]:
    """Return each item with its answer; refuse another list's answers and a failure without a word."""
    listed = list(items)
    if {item.key for item in listed} != set(answers):
        raise ListHasChanged()
    found = [(item, answers[item.key]) for item in listed]
    for item, answer in found:
        if answer.result not in list(Result):
            raise ListHasChanged()
        if answer.result == Result.FAILED and not answer.note.strip():
            raise FailureNeedsNote(item=item.text)
    return [(item, Answer(answer.result, answer.note.strip()[:_LONGEST_NOTE])) for item, answer in found]
