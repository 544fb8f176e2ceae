"""Reads the lines of a paper that somebody sends: Word, a web page, or plain text in any usual encoding."""

import re
from typing import Any, Final

from anlan.kernel.later import later
from anlan.knowledge.domain.errors import UnreadablePaper
from anlan.support.documents.lines import MOST_BYTES, NotAWordFile, word_lines

etree = later("lxml.etree")
html = later("lxml.html")
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_IS_PAGE: Final = re.compile(
    r"^\s*(<!--.*?-->\s*)?(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body|div|p)\b", re.I | re.S
)
_DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNSEEN: Final = ("script", "style", "head", "nav", "header", "footer", "noscript", "template", "button", "select")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_RUNS_ON: Final = ("a", "b", "strong", "span", "i", "em", "u", "font", "sup", "sub", "small", "mark")
_CELLS: Final = ("td", "th")
_BREAK: Final = "\x01"
_AMID_CHINESE: Final = re.compile(f"(?<=[\u4e00-\u9fff\uff0c\u3001]){_BREAK}(?=[\u4e00-\u9fff])")


def paper_lines(content: bytes, name: str) -> tuple[str, ...]:
    """Return the lines of a .docx, .html or .txt file, headings marked by ``#``; refuse others by the file's name."""
    if len(content) > MOST_BYTES or not content.strip():
        raise UnreadablePaper(name=name[:80])
    if content.startswith(b"PK"):
        try:
            return tuple(f"# {text}" if depth else text for depth, text in word_lines(content, " "))
        except NotAWordFile as error:
            raise UnreadablePaper(name=name[:80]) from error
    text = _decoded(content, name)
    try:
        lines = _page_lines(text) if _IS_PAGE.match(text) else tuple(text.splitlines())
    except etree.ParserError as error:  # a page that was cut off behind its first tag
        raise UnreadablePaper(name=name[:80]) from error
    if not any(line.strip() for line in lines):
        raise UnreadablePaper(name=name[:80])
    return lines


def _decoded(content: bytes, name: str) -> str:
    for encoding in _ENCODINGS if not content.startswith(b"%PDF") else ():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadablePaper(name=name[:80])


def _page_lines(text: str) -> tuple[str, ...]:
    """Return what a web page shows, a line for each of its blocks; its menus and scripts are left out."""
    root = html.document_fromstring(_DECLARED.sub("", text), parser=html.HTMLParser(huge_tree=False))
    pieces: list[str] = []
    _gather(root, pieces)
    text = _AMID_CHINESE.sub("", "".join(pieces)).replace(_BREAK, " ")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return tuple(line for line in lines if line and line != "#")


def _gather(root: Any, pieces: list[str]) -> None:
    """Write an element's words with a line's end round each block, without ever going deeper by itself."""
    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:
        element, is_over = waiting.pop()
        if isinstance(element, str):
            pieces.append(re.sub(r"[^\S\n]+", " ", re.sub(r"\s*\n\s*", _BREAK, element)))
        elif is_over:
            pieces.append(_around(element.tag))
        elif isinstance(element.tag, str) and element.tag not in _UNSEEN:
            pieces.append(_around(element.tag) + ("# " if element.tag in _HEADINGS else ""))
            waiting += [(element, True), *_inside(element)]


def _around(tag: str) -> str:
    """Return what stands before and after an element's words: nothing, a blank or a line's end."""
    return "" if tag in _RUNS_ON else " " if tag in _CELLS else "\n"


def _inside(element: Any) -> list[tuple[Any, bool]]:
    """Return what stands in an element, the last first."""
    found = [each for child in reversed(element) for each in (child.tail, child)]
    return [(each, False) for each in (*found, element.text) if each is not None]
