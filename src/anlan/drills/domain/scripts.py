"""What a script consists of: injects with their moment on the drill's clock and what is expected of whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level

EYE: Final = "eye"
"""What only an observer can judge."""

_LONGEST: Final = {"title": 80, "seat_to": 80, "sender": 80, "text": 1000, "expected": 300, "words": 40}
_LAST_MINUTE: Final = 3 * 24 * 60
_NEEDED: Final = {"alarm": ("family", "level", "station", "value", "threshold")}


class Sort(StrEnum):
    """What an inject is: a word to a seat, a report as if from below, a telephone call, an alarm, figures."""

    NEWS = "news"
    REPORT = "report"
    CALL = "call"
    ALARM = "alarm"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is to be done after an inject: ``what`` by ``tables/expectations.toml``, ``text`` in words, within minutes.

    ``level`` is the least response level, ``words`` what the order or report must speak of.
    """

    what: str = ""
    text: str = ""
    within_minutes: int = 0
    level: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInject:
    """An inject of a script: when, what sort, to which seat, from whom, its words and, by sort, its figures."""

    minute: int
    sort: Sort
    to: str
    title: str
    text: str
    sender: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    expected: Expected = Expected()


def check_inject(new: NewInject, known: Mapping[str, str], indicators: Mapping[str, object]) -> None:
    """Refuse an inject by the first field that cannot be; ``known`` are the expectations by key and what they match."""
    if not 0 <= new.minute <= _LAST_MINUTE:
        raise InvalidValue(field="minute", value=new.minute, rule="0_to_4320")
    texts = {"title": new.title, "seat_to": new.to, "text": new.text}
    for name, text in texts.items():
        if not text.strip() or len(text) > _LONGEST[name]:
            raise InvalidValue(field=name, value=text[:40], rule=f"1_to_{_LONGEST[name]}_characters")
    if len(new.sender) > _LONGEST["sender"]:
        raise InvalidValue(field="sender", value=new.sender[:40], rule="at_most_80_characters")
    _check_data(new, indicators)
    _check_expected(new.expected, known)


def _check_data(new: NewInject, indicators: Mapping[str, object]) -> None:
    if new.sort is Sort.ALARM:
        missing = [name for name in _NEEDED["alarm"] if new.data.get(name) in (None, "")]
        if missing:
            raise InvalidValue(field=missing[0], value="", rule="given_for_an_alarm")
        if new.data["level"] not in tuple(Level)[1:]:
            raise InvalidValue(field="level", value=new.data["level"], rule="1_to_4")
    if new.sort is Sort.FIGURES:
        figures = new.data.get("figures") or {}
        if not figures:
            raise InvalidValue(field="figures", value="", rule="at_least_one_figure")
        if unknown := [key for key in figures if key not in indicators]:
            raise InvalidValue(field="figures", value=unknown[0][:40], rule="known_indicator")


def _check_expected(wanted: Expected, known: Mapping[str, str]) -> None:
    if not wanted.what:
        return
    if wanted.what not in known:
        raise InvalidValue(field="what", value=wanted.what[:40], rule="known_expectation")
    for name, text in (("expected", wanted.text), ("words", wanted.words)):
        if len(text) > _LONGEST[name]:
            raise InvalidValue(field=name, value=text[:40], rule=f"at_most_{_LONGEST[name]}_characters")
    if wanted.what != EYE and not 1 <= wanted.within_minutes <= _LAST_MINUTE:
        raise InvalidValue(field="within_minutes", value=wanted.within_minutes, rule="1_to_4320")
    if known[wanted.what] == "level" and wanted.level not in tuple(Level)[1:]:
        raise InvalidValue(field="level", value=wanted.level, rule="1_to_4")


def injects_of(table: Mapping[str, Any], place: str) -> tuple[NewInject, ...]:
    """Return the injects of a shipped script; ``place`` is put where the file says ``{place}``."""
    return tuple(_inject(row, place) for row in table["inject"])


def _inject(row: Mapping[str, Any], place: str) -> NewInject:
    return NewInject(
        minute=row["minute"],
        sort=Sort(row["sort"]),
        to=row["to"],
        sender=row.get("sender", ""),
        title=row["title"],
        text=row["text"].replace("{place}", place),
        data=row.get("data", {}),
        expected=Expected(**row.get("expected", {})),
    )
