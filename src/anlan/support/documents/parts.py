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
class PageOf:
    """The number of the page on which another part of the same file begins, by that part's ``anchor``."""

    anchor: str


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; the first row is its head and repeats on every page.

    ``is_prose``: its cells are words, flush left; otherwise figures are flush right, units centred.
    """

    rows: tuple[tuple[str | PageOf, ...], ...]
    shares: tuple[int, ...] = ()
    is_prose: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG or PNG picture with a line below it, so wide, or so high where ``height_mm`` is given."""

    content: bytes
    caption: str = ""
    width_mm: float = 150
    height_mm: float = 0


Block = Paragraph | Table | Picture


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

    ``has_seal``: the seal's place stays free around signature and date. A head without a mark is left out.
    ``anchor``: by this name another part of the same file can tell on which page this one begins.
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
    anchor: str = ""
