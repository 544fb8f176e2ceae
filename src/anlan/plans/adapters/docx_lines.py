"""Reads the lines of a Word file: headings by their style, tables row by row."""

from anlan.plans.domain.errors import NotAPaper
from anlan.plans.domain.reading import CELL, Line
from anlan.support.documents.lines import NotAWordFile, word_lines


def lines_of(content: bytes, name: str) -> tuple[Line, ...]:
    """Return the lines of a .docx file; refuse what is none, is too large, or swells when it is unpacked."""
    try:
        found = word_lines(content, CELL)
    except NotAWordFile as error:
        raise NotAPaper(name=name[:80]) from error
    return tuple(Line(depth, text) for depth, text in found)
