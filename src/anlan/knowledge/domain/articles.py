"""Whether the articles of a paper follow each other, and lines that a page or a column has broken put together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from anlan.knowledge.domain.citing import Article, article_of
from anlan.knowledge.domain.papers import Part, begins_something

MOST_FAULTS: Final = 20
_ENDS: Final = "\u3002\uff1b\uff1a\uff01\uff1f\u2026\u201d\uff09;:.!?"
_PAGE_NUMBER: Final = re.compile(r"^[-\u2014\u2013\s]*\d{1,4}[-\u2014\u2013\s]*$|^\u7b2c\s*\d{1,4}\s*\u9875.*$")
_CLAUSE: Final = re.compile("^[\uff08(][\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\\d]{1,4}[\uff09)]")
_FULL_LINE: Final = 20
_BROKEN_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Fault:
    """An article that does not follow the one before it: ``why`` is missing, repeated or backwards."""

    label: str
    after: str
    why: str


def labels_of(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the articles of a paper, one that was divided once."""
    return tuple(part.label for part in parts if article_of(part.label) and not part.is_more)


def faults_of(parts: Iterable[Part]) -> tuple[Fault, ...]:
    """Return the articles that do not follow the one before; a paper begins with its first article."""
    faults: list[Fault] = []
    last, before = Article(0), ""
    for label in labels_of(parts):
        article = article_of(label)
        if article is None:
            continue
        if why := _why(last, article):
            faults.append(Fault(label, before, why))
        last, before = article, label
    return tuple(faults[:MOST_FAULTS])


def _why(last: Article, now: Article) -> str:
    if now == last:
        return "repeated"
    if now < last:
        return "backwards"
    follows = (now.number == last.number and now.sub == last.sub + 1) or now == Article(last.number + 1)
    return "" if follows else "missing"


def unbroken(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines as they were written: where most full lines end amid a sentence, they were broken by a page.

    Page numbers then go, and a line that goes on is put to the one before; others begin something of their own.
    """
    kept = [line.strip() for line in lines if line.strip()]
    full = [line for line in kept if len(line) >= _FULL_LINE]
    broken = [line for line in full if line[-1] not in _ENDS]
    if len(full) < 2 or len(broken) <= _BROKEN_SHARE * len(full):
        return tuple(lines)
    joined: list[str] = []
    for line in (line for line in kept if not _PAGE_NUMBER.match(line)):
        if joined and _goes_on(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return tuple(joined)


def _goes_on(before: str, line: str) -> bool:
    if before[-1] in _ENDS or _CLAUSE.match(line) or begins_something(line, is_spaced=True):
        return False
    return len(before) >= _FULL_LINE or not begins_something(before)
