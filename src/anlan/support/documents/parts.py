"""What an official document consists of, before any paper."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Style(Enum):
    """The four sorts of running text; a heading's number ("1.") is part of its text."""

    BODY = "body"
    HEADING1 = "heading1"
    HEADING2 = "heading2"
    HEADING3 = "heading3"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, indented by two characters."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; the first row is its head and repeats on every page.

    ``is_prose``: its cells are words, flush left; otherwise figures are flush right, units centred.
    """

    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()
    is_prose: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The red head: the mark, its number, and a line with a left and a right part above the red rule."""

    mark: str
    number: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """A whole document; ``imprint`` are the lines at the end as (left, right), each above a thin rule.

    ``has_seal``: the seal's place stays free around signature and date.
    """

    head: Head
    title: str
    blocks: tuple[Block, ...]
    addressee: str = ""
    signature: str = ""
    date: str = ""
    imprint: tuple[tuple[str, str], ...] = ()
    secrecy: str = ""
    urgency: str = ""
    author: str = ""
    made_at: datetime | None = None
    has_seal: bool = False
