"""Reading a feed: either form, any order of elements; a broken entry is set aside and the rest is read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from anlan.protocols.cap12.document import tree
from anlan.protocols.cap_feed.feed import ATOM, CAP_TYPE, Entry, Feed, NotAFeed, SetAside

LIMIT_BYTES: Final = 8 * 1024 * 1024
MOST_ENTRIES: Final = 5000
_ALERT: Final = ("{urn:oasis:names:tc:emergency:cap:1.2}alert", "{urn:oasis:names:tc:emergency:cap:1.1}alert")
_A: Final = f"{{{ATOM}}}"


def read(raw: bytes, base: str = "") -> Feed:
    """Return the feed; addresses are made absolute against ``base``, the address the feed was got from.

    Hostile XML is refused as in a CAP message (``CapError``), another document as ``NotAFeed``.
    """
    root = tree(raw, LIMIT_BYTES)
    if root.tag == _A + "feed":
        return _feed(root, root, root.findall(_A + "entry"), _atom_entry, base)
    channel = root.find("channel") if root.tag == "rss" else None
    if channel is None:
        raise NotAFeed(root=str(root.tag)[:200])
    return _feed(root, channel, channel.findall("item"), _rss_entry, base)


def _feed(root: Any, head: Any, elements: list[Any], make: Any, base: str) -> Feed:
    is_atom = root is head
    found = [_entry(number, each, make, base) for number, each in enumerate(islice(elements, MOST_ENTRIES), 1)]
    aside = [each for each in found if isinstance(each, SetAside)]
    if len(elements) > MOST_ENTRIES:
        aside.append(SetAside(MOST_ENTRIES + 1, "", f"at_most_{MOST_ENTRIES}_entries"))
    page = _atom_link(head, "alternate", "text/html") if is_atom else _text(head, "link")
    own = _atom_link(head, "self") if is_atom else ""
    return Feed(
        id=_text(head, _A + "id") if is_atom else page,
        title=_text(head, _A + "title" if is_atom else "title"),
        updated=_moment(_text(head, _A + "updated" if is_atom else "lastBuildDate")),
        address=_absolute(base, own),
        page_address=_absolute(base, page),
        author=_text(head, f"{_A}author/{_A}name") if is_atom else "",
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang", "") if is_atom else _text(head, "language"),
        entries=tuple(each for each in found if isinstance(each, Entry)),
        set_aside=tuple(aside),
    )


def _entry(number: int, element: Any, make: Any, base: str) -> Entry | SetAside:
    entry: Entry = make(element, base)
    if not entry.id:
        return SetAside(number, "", "an_id_or_an_address")
    if not entry.message and not entry.cap_address:
        return SetAside(number, entry.id[:500], "an_address_or_a_message")
    return entry


def _atom_entry(element: Any, base: str) -> Entry:
    message = next((each for tag in _ALERT for each in element.iterfind(f"{_A}content/{tag}")), None)
    page = _absolute(base, _atom_link(element, "alternate", "text/html"))
    cap = _absolute(base, next(_cap_links(element.findall(_A + "link")), ""))
    return Entry(
        id=_text(element, _A + "id") or cap or page,
        title=_text(element, _A + "title"),
        updated=_moment(_text(element, _A + "updated")),
        published=_moment(_text(element, _A + "published")),
        summary=_text(element, _A + "summary"),
        author=_text(element, f"{_A}author/{_A}name"),
        category=_attribute(element, _A + "category", "term"),
        category_name=_attribute(element, _A + "category", "label"),
        page_address=page,
        cap_address=cap or page,
        message=b"" if message is None else _bytes(message),
    )


def _cap_links(links: list[Any]) -> Iterator[str]:
    """Yield addresses that may be the message's, the surest first."""
    for link in links:
        if link.get("type", "").partition(";")[0].strip() == CAP_TYPE:
            yield link.get("href", "")
    for rel in ("enclosure", "related"):
        yield from (link.get("href", "") for link in links if link.get("rel") == rel and not _is_page(link))


def _is_page(link: Any) -> bool:
    return str(link.get("type", "")).startswith("text/html")


def _atom_link(element: Any, rel: str, kind: str = "") -> str:
    links = [link for link in element.findall(_A + "link") if link.get("rel", "alternate") == rel]
    typed = [link for link in links if kind and link.get("type") == kind]
    return next((str(link.get("href", "")) for link in typed or links), "")


def _rss_entry(element: Any, base: str) -> Entry:
    message = next((each for tag in _ALERT for each in element.iterfind(tag)), None)
    page = _absolute(base, _text(element, "link"))
    enclosure = next((each for each in element.findall("enclosure") if each.get("type") == CAP_TYPE), None)
    cap = "" if enclosure is None else _absolute(base, enclosure.get("url", ""))
    published = _moment(_text(element, "pubDate"))
    return Entry(
        id=_text(element, "guid") or cap or page,
        title=_text(element, "title"),
        updated=published,
        published=published,
        summary=_text(element, "description"),
        author=_text(element, "author"),
        category=_attribute(element, "category", "domain"),
        category_name=_text(element, "category"),
        page_address=page,
        cap_address=cap or page,
        message=b"" if message is None else _bytes(message),
    )


def _bytes(element: Any) -> bytes:
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", with_tail=False))


def _text(element: Any, path: str) -> str:
    found = element.find(path)
    return "" if found is None else (found.text or "").strip()


def _attribute(element: Any, path: str, name: str) -> str:
    found = element.find(path)
    return "" if found is None else str(found.get(name, ""))


def _absolute(base: str, address: str) -> str:
    """Return a web address; empty where it is none of http or https."""
    try:
        joined = urljoin(base, address.strip()) if address else ""
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _moment(text: str) -> datetime | None:
    """Return a time of RFC 3339 or RFC 822; one without an offset is taken as UTC; nothing where it is none."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
