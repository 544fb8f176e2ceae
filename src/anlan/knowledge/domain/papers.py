"""A law, a plan or a card read into passages: each article is one, under its chapter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from anlan.kernel.errors import InvalidValue

_NUMBER: Final = "[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u96f6\u3007\\d]+"
_CHAPTER: Final = re.compile(f"^#*\\s*(\u7b2c{_NUMBER}[\u7f16\u7ae0\u8282])\\s*(.{{0,40}})$")
_ARTICLE: Final = re.compile(f"^#*\\s*(\u7b2c{_NUMBER}\u6761(?:\u4e4b{_NUMBER})?)[\\s\u3000]*(.*)$")
_NUMBERED: Final = re.compile(r"^#*\s*(\d{1,2}(?:\.\d{1,2}){0,3})[\s\u3000]+(\S.{0,39})$")
_ENUMERATED: Final = re.compile(f"^#*\\s*({_NUMBER}\u3001)\\s*(.{{1,40}})$")
_HEADED: Final = re.compile(r"^#+\s*(.{1,60})$")
LONGEST: Final = 4000
MOST: Final = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """A passage: its label by which it is cited, the headings above it, and its words.

    ``is_more``: a long passage was divided, and this is not its beginning.
    """

    label: str
    heading: str
    text: str
    is_more: bool = False


def parts_of(lines: Iterable[str]) -> tuple[Part, ...]:
    """Return the passages of a paper; text before the first article or heading is its beginning."""
    reader = _Reader()
    for line in lines:
        reader.read(line.strip())
    reader.close()
    if not reader.found:
        raise InvalidValue(field="text", value="", rule="not_empty")
    if len(reader.found) > MOST:
        raise InvalidValue(field="text", value=str(len(reader.found)), rule=f"at_most_{MOST}_passages")
    return tuple(reader.found)


def text_of(parts: Iterable[Part]) -> str:
    """Return passages as the text from which they are read again."""
    lines: list[str] = []
    last = Part("", "", "")
    for part in parts:
        if part.heading != last.heading:
            lines.append(f"# {part.heading}")
        is_article = part.label != part.heading[:40] and (part.label, part.heading) != (last.label, last.heading)
        lines.append(f"{part.label} {part.text}" if is_article else part.text)
        last = part
    return "\n".join(lines)


def begins_something(line: str, *, is_spaced: bool = False) -> bool:
    """Tell whether a line begins an article or a heading; ``is_spaced``: an article has a blank after its number."""
    if (match := _ARTICLE.match(line)) is not None:
        return not is_spaced or not match[2] or line[match.end(1)].isspace()
    return any(pattern.match(line) for pattern in (_CHAPTER, _NUMBERED, _ENUMERATED, _HEADED))


class _Reader:
    """Gathers lines into passages."""

    def __init__(self) -> None:
        self.found: list[Part] = []
        self._heading = ""
        self._label = ""
        self._lines: list[str] = []
        self._is_more = False

    def read(self, line: str) -> None:
        """Take one line: a heading or an article begins something new, all else goes on."""
        if not line:
            return
        if (match := _ARTICLE.match(line)) is not None:
            self._begin(match[1], self._heading)
            line = match[2]
        elif (match := _CHAPTER.match(line) or _NUMBERED.match(line) or _ENUMERATED.match(line)) is not None:
            heading = f"{match[1]} {' '.join(match[2].split())}".strip()
            self._begin("", heading)
            return
        elif (match := _HEADED.match(line)) is not None:
            self._begin("", match[1])
            return
        if line:
            self._lines.append(line)

    def close(self) -> None:
        """End the passage that runs; a long one is divided at its lines."""
        run: list[str] = []
        for line in (piece for whole in self._lines for piece in _cut(whole)):
            if run and sum(map(len, run)) + len(line) > LONGEST:
                self._put(run)
                run = []
            run.append(line)
        if run:
            self._put(run)
        self._lines = []

    def _begin(self, label: str, heading: str) -> None:
        self.close()
        self._label, self._heading, self._is_more = label, heading, False

    def _put(self, run: list[str]) -> None:
        label = self._label or self._heading[:40]
        self.found.append(Part(label, self._heading, "\n".join(run), self._is_more))
        self._is_more = True


def _cut(line: str) -> list[str]:
    return [line[at : at + LONGEST] for at in range(0, len(line), LONGEST)]
