"""Reads the lines of a stranger's Word file: headings by their style, tables row by row."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from anlan.kernel.later import later

docx = later("docx")
tables = later("docx.table")

MOST_BYTES: Final = 5 * 1024 * 1024
_MOST_UNPACKED: Final = 60 * 1024 * 1024
_MOST_LINES: Final = 5000
_LONGEST_LINE: Final = 4000
_DEEPEST: Final = 4


class NotAWordFile(ValueError):
    """The bytes are no .docx file, too many, hold nothing, or swell when they are unpacked."""


def word_lines(content: bytes, between_cells: str) -> tuple[tuple[int, str], ...]:
    """Return the lines of a .docx file, each with the depth of its heading (0: text), or refuse the file."""
    if len(content) > MOST_BYTES:
        raise NotAWordFile
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _MOST_UNPACKED:
                raise NotAWordFile
        found = list(_lines(docx.Document(BytesIO(content)), between_cells))
    except NotAWordFile:
        raise
    except Exception as error:  # the reader fails in many ways on a broken file, all of them mean the same
        raise NotAWordFile from error
    if not 1 <= len(found) <= _MOST_LINES:
        raise NotAWordFile
    return tuple(found)


def _lines(document: Any, between_cells: str) -> Iterator[tuple[int, str]]:
    for part in document.iter_inner_content():
        if isinstance(part, tables.Table):
            for row in part.rows:
                cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
                yield from _said(0, between_cells.join(cell for cell in cells if cell))
        else:
            yield from _said(_depth(part.style.name if part.style else ""), part.text)


def _said(depth: int, text: str) -> Iterator[tuple[int, str]]:
    for piece in text.replace("\x00", "").splitlines():
        if piece.strip():
            yield depth, piece.strip()[:_LONGEST_LINE]


def _depth(style: str) -> int:
    """Return how deep a heading of this style is; Word writes the style's English name into every file."""
    match = re.fullmatch(r"[Hh]eading (\d)", style)
    return min(int(match[1]), _DEEPEST) if match else 0
