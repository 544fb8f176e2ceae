"""The words of ``words.toml``, made ready for reading cells."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the readers of numbers and times look for."""

    missing: frozenset[str]
    missing_codes: frozenset[float]
    estimated: "re.Pattern[str]"
    multipliers: dict[str, float]
    digits: dict[str, int]
    ten: str
    weekday: "re.Pattern[str]"
    interval: "re.Pattern[str]"
    half: "re.Pattern[str]"
    am: frozenset[str]
    pm: frozenset[str]
    date: "re.Pattern[str]"
    clock: "re.Pattern[str]"


@cache
def words() -> Words:
    """Return the words, read once."""
    table = tomllib.loads((resources.files("anlan.protocols.spreadsheet") / "words.toml").read_text("utf-8"))
    parts = table["parts"]
    halves = table["am"] + table["pm"] + table["noon"]
    return Words(
        missing=frozenset(plain(each).lower() for each in table["missing"]),
        missing_codes=frozenset(float(each) for each in table["missing_codes"]),
        estimated=_any(table["estimated"]),
        multipliers={name: float(value) for name, value in table["multipliers"].items()},
        digits=table["digits"],
        ten=parts["ten"],
        weekday=re.compile(r"\(?" + table["weekdays"] + r"\)?"),
        interval=re.compile(table["interval"]),
        half=_any(halves),
        am=frozenset(table["am"]),
        pm=frozenset(table["pm"] + table["noon"]),
        date=_date(parts),
        clock=_clock(parts),
    )


def plain(text: str) -> str:
    """Return a cell's text with full-width letters and digits made plain, and no blanks around it."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("\u2212", "-").strip()


def _any(each: list[str]) -> "re.Pattern[str]":
    longest_first = sorted((plain(word) for word in each), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in longest_first), re.IGNORECASE)


def _date(parts: dict[str, Any]) -> "re.Pattern[str]":
    year = rf"(?P<y>\d{{1,4}})\s*(?:[-/.]|{parts['year']})\s*"
    month = rf"(?P<m>\d{{1,2}})\s*(?:[-/.]|{parts['month']})\s*"
    day = rf"(?P<d>\d{{1,4}})(?:{parts['day']})?"
    return re.compile(year + month + day, re.ASCII)


def _clock(parts: dict[str, Any]) -> "re.Pattern[str]":
    hour, minute, second = parts["hour"], parts["minute"], parts["second"]
    return re.compile(
        rf"(?P<h>\d{{1,2}})\s*(?:(?::|{hour})\s*(?:(?P<min>\d{{1,2}})\s*(?:(?::|{minute})\s*"
        rf"(?:(?P<s>\d{{1,2}})(?P<f>\.\d{{1,9}})?\s*(?:{second})?)?)?)?)?\s*"
        r"(?P<z>Z|[+-]\d{2}:?\d{2})?",
        re.ASCII,
    )
