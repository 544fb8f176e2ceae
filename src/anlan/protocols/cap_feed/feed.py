"""A feed of CAP messages as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from anlan.kernel.errors import AnlanError

ATOM: str = "http://www.w3.org/2005/Atom"
CAP_TYPE: str = "application/cap+xml"


class NotAFeed(AnlanError):
    """The document is neither an Atom nor an RSS feed, or names no entry of use: ``root``."""

    code = "cap_feed.not_a_feed"
    message = "The document is no Atom or RSS feed: its root element is %(root)s."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message of a feed: where it lies (``cap_address``) or its own XML (``message``)."""

    id: str
    title: str
    updated: datetime | None
    published: datetime | None = None
    summary: str = ""
    author: str = ""
    category: str = ""
    category_name: str = ""
    page_address: str = ""
    cap_address: str = ""
    message: bytes = b""


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry that cannot be used: its place in the feed (from 1), its id where it has one, and the rule it breaks."""

    number: int
    id: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with its entries as they stand, and those that were set aside."""

    id: str
    title: str
    updated: datetime | None
    address: str = ""
    page_address: str = ""
    author: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
