"""Which laws and papers a plan cites, and whether they still stand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from anlan.support.tables import load_table

_AFTER_NAME: Final = 24
_TITLE: Final = re.compile(
    "\N{LEFT DOUBLE ANGLE BRACKET}([^\N{LEFT DOUBLE ANGLE BRACKET}]{2,60}?)\N{RIGHT DOUBLE ANGLE BRACKET}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A paper that no longer stands as it was: which citations are old, what stands in its place, since when."""

    name: str
    fate: str
    was: tuple[str, ...]
    by: str
    since: date
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCitation:
    """A citation of a paper that no longer stands."""

    cited: str
    law: Law


@cache
def laws() -> tuple[Law, ...]:
    """Return the papers whose fate is known."""
    return tuple(_law(row) for row in load_table("anlan.plans", "laws")["law"])


def old_citations(texts: Iterable[str], known: tuple[Law, ...], on: date) -> Iterator[OldCitation]:
    """Yield each citation in ``texts`` of a paper that no longer stood on a day, once."""
    told: set[str] = set()
    for text in texts:
        for cited, behind in _citations(text):
            law = next((law for law in known if law.since <= on and _is_old(cited, behind, law)), None)
            if law and law.name not in told:
                told.add(law.name)
                yield OldCitation(cited=cited, law=law)


def _citations(text: str) -> Iterator[tuple[str, str]]:
    """Yield each title in book-title marks with the few letters behind it; a line without marks is a title itself."""
    found = list(_TITLE.finditer(text))
    for match in found:
        yield match[1], text[match.end() : match.end() + _AFTER_NAME]
    if not found and "\n" not in text:
        yield text, text


def _is_old(cited: str, behind: str, law: Law) -> bool:
    if _bare(cited).partition("\N{FULLWIDTH LEFT PARENTHESIS}")[0] != law.name:
        return False
    return not law.was or any(number in cited or number in behind for number in law.was)


def _bare(title: str) -> str:
    prefix: str = load_table("anlan.plans", "laws")["prefix"]
    return title.strip().removeprefix(prefix)


def _law(row: Mapping[str, Any]) -> Law:
    return Law(
        name=row["name"],
        fate=row["fate"],
        was=tuple(row["was"]),
        by=row["by"],
        since=date.fromisoformat(row["since"]),
        mark=row["mark"],
    )
