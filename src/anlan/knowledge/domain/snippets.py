"""The part of a passage that answers: cut round the words asked for, the words marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from anlan.knowledge.domain.tokens import folded

WIDTH: Final = 120
_BEFORE: Final = 24
_MARK: Final = "\u2026"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a quoted passage, and whether it is a word that was asked for."""

    text: str
    is_hit: bool


def quoted(text: str, ways: Iterable[str], width: int = WIDTH) -> tuple[Piece, ...]:
    """Return a passage cut to ``width`` round its first word asked for; a width of nothing leaves it whole."""
    pattern = _pattern(ways)
    # What folding lengthens would move the marks, so it is compared only where it keeps every place.
    compared = folded(text) if len(folded(text)) == len(text) else text
    hits = [found.span() for found in pattern.finditer(compared)] if pattern else []
    start, end = _window(len(text), hits, width)
    pieces = [Piece(_MARK, False)] if start else []
    at = start
    for begin, stop in hits:
        if begin < at or stop > end:
            continue
        pieces.extend([Piece(text[at:begin], False), Piece(text[begin:stop], True)])
        at = stop
    pieces.append(Piece(text[at:end], False))
    if end < len(text):
        pieces.append(Piece(_MARK, False))
    return tuple(piece for piece in pieces if piece.text)


def _pattern(ways: Iterable[str]) -> re.Pattern[str] | None:
    words = sorted({folded(way) for way in ways if way}, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words)) if words else None


def _window(length: int, hits: list[tuple[int, int]], width: int) -> tuple[int, int]:
    if not width or length <= width:
        return 0, length
    start = max(0, min(hits[0][0] - _BEFORE, length - width)) if hits else 0
    return start, min(length, start + width)
