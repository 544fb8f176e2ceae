"""Writing a feed of CAP messages; the promise to whoever publishes one.

``write_atom`` and ``write_rss`` take a ``Feed`` whose times are aware and whose ``id``, ``title``, ``updated``,
``address`` and entries' ``id``, ``title``, ``updated``, ``cap_address`` are given, and return UTF-8 bytes that our
reader gives back as the same entries. What a reader would refuse is not written but refused with ``InvalidValue``.
"""

from datetime import datetime
from email.utils import format_datetime
from typing import Any, Final

from lxml import etree

from anlan.kernel.errors import InvalidValue
from anlan.protocols.cap_feed.feed import ATOM, CAP_TYPE, Entry, Feed

_A: Final = f"{{{ATOM}}}"
_RSS_NAMES: Final = {"atom": ATOM}


def write_atom(feed: Feed) -> bytes:
    """Return the feed as Atom 1.0: one entry a message, the message's address as an ``application/cap+xml`` link."""
    _require_complete(feed)
    root = etree.Element(_A + "feed", nsmap={None: ATOM})
    if feed.language:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", feed.language)
    _put(root, _A + "id", feed.id)
    _put(root, _A + "title", feed.title)
    _put(root, _A + "updated", _iso(feed.updated))
    _atom_link(root, "self", "application/atom+xml", feed.address)
    _atom_link(root, "alternate", "text/html", feed.page_address)
    _atom_author(root, feed.author or feed.title)
    for entry in feed.entries:
        _atom_entry(root, entry)
    return _bytes(root)


def write_rss(feed: Feed) -> bytes:
    """Return the feed as RSS 2.0: one item a message, the message's own address as the enclosure and the link."""
    _require_complete(feed)
    root = etree.Element("rss", version="2.0", nsmap=_RSS_NAMES)
    channel = etree.SubElement(root, "channel")
    _put(channel, "title", feed.title)
    _put(channel, "link", feed.page_address or feed.address)
    _put(channel, "description", feed.title)
    _put(channel, "language", feed.language)
    _put(channel, "lastBuildDate", _mail_date(feed.updated))
    _atom_link(channel, "self", "application/rss+xml", feed.address)
    for entry in feed.entries:
        _rss_item(channel, entry)
    return _bytes(root)


def _require_complete(feed: Feed) -> None:
    for name in ("id", "title", "address"):
        if not getattr(feed, name):
            raise InvalidValue(field=f"feed.{name}", value="", rule="required")
    for updated in (feed.updated, *(entry.updated for entry in feed.entries)):
        if updated is None or updated.tzinfo is None:
            raise InvalidValue(field="updated", value=str(updated), rule="explicit_offset")
    for entry in feed.entries:
        for name in ("id", "title", "cap_address"):
            if not getattr(entry, name):
                raise InvalidValue(field=f"entry.{name}", value=entry.id, rule="required")


def _atom_entry(root: Any, entry: Entry) -> None:
    element = etree.SubElement(root, _A + "entry")
    _put(element, _A + "id", entry.id)
    _put(element, _A + "title", entry.title)
    _put(element, _A + "updated", _iso(entry.updated))
    _put(element, _A + "published", _iso(entry.published))
    _atom_author(element, entry.author)
    if entry.category:
        etree.SubElement(element, _A + "category", term=entry.category, label=entry.category_name or entry.category)
    _put(element, _A + "summary", entry.summary)
    _atom_link(element, "alternate", "text/html", entry.page_address)
    _atom_link(element, "enclosure", CAP_TYPE, entry.cap_address)


def _atom_author(parent: Any, name: str) -> None:
    if name:
        _put(etree.SubElement(parent, _A + "author"), _A + "name", name)


def _atom_link(parent: Any, rel: str, kind: str, address: str) -> None:
    if address:
        etree.SubElement(parent, _A + "link", rel=rel, type=kind, href=address)


def _rss_item(channel: Any, entry: Entry) -> None:
    element = etree.SubElement(channel, "item")
    _put(element, "title", entry.title)
    _put(element, "link", entry.page_address or entry.cap_address)
    _put(element, "description", entry.summary)
    if entry.category:
        category = etree.SubElement(element, "category", domain=entry.category)
        category.text = _clean(entry.category_name or entry.category)
    etree.SubElement(element, "enclosure", url=entry.cap_address, length="0", type=CAP_TYPE)
    guid = etree.SubElement(element, "guid", isPermaLink="false")
    guid.text = entry.id
    _put(element, "pubDate", _mail_date(entry.updated))


def _put(parent: Any, tag: str, text: str) -> None:
    if text:
        etree.SubElement(parent, tag).text = _clean(text)


def _clean(text: str) -> str:
    """Return the text without the characters that XML cannot hold."""
    return "".join(each for each in text if each in "\t\n\r" or " " <= each not in "\ufffe\uffff")


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="seconds")


def _mail_date(moment: datetime | None) -> str:
    return "" if moment is None else format_datetime(moment)


def _bytes(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
