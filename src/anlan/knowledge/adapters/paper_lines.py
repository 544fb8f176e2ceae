"""Reads the lines of a paper that somebody sends: Word or plain text in any usual encoding."""

from typing import Final

from anlan.knowledge.domain.errors import UnreadablePaper
from anlan.support.documents.lines import MOST_BYTES, NotAWordFile, word_lines

_ENCODINGS: Final = ("utf-8-sig", "gb18030")


def paper_lines(content: bytes, name: str) -> tuple[str, ...]:
    """Return the lines of a .docx or .txt file, headings marked by ``#``; refuse anything else by the file's name."""
    if len(content) > MOST_BYTES or not content.strip():
        raise UnreadablePaper(name=name[:80])
    if content.startswith(b"PK"):
        try:
            return tuple(f"# {text}" if depth else text for depth, text in word_lines(content, " "))
        except NotAWordFile as error:
            raise UnreadablePaper(name=name[:80]) from error
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return tuple(text.splitlines())
    raise UnreadablePaper(name=name[:80])
