"""The XML under a CAP message: bytes to a tree in bounded time and memory, whatever the bytes are."""

import re
from functools import cache
from importlib import resources
from threading import Lock
from typing import Any, Final

from lxml import etree

from anlan.protocols.cap12.errors import (
    CapError,
    Container,
    DoctypeNotAllowed,
    MessageTooLarge,
    NotCap,
    NotWellFormed,
    OtherVersion,
)
from anlan.protocols.safe_xml import XmlRefused, parse

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
VERSIONS: Final = {
    NAMESPACE: "1.2",
    "urn:oasis:names:tc:emergency:cap:1.1": "1.1",
    "http://www.incident.com/cap/1.0": "1.0",
}
LIMIT_BYTES: Final = 2 * 1024 * 1024
_READ: Final = frozenset({"1.1", "1.2"})
_CONTAINERS: Final = {
    "{http://www.w3.org/2005/Atom}feed": "Atom feed",
    "{http://www.w3.org/2005/Atom}entry": "Atom entry",
    "rss": "RSS feed",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF": "RSS 1.0 feed",
    "{urn:oasis:names:tc:emergency:EDXL:DE:1.0}EDXLDistribution": "EDXL-DE 1.0 envelope",
    "{urn:oasis:names:tc:emergency:EDXL:DE:2.0}edxlDistribution": "EDXL-DE 2.0 envelope",
    "{http://schemas.xmlsoap.org/soap/envelope/}Envelope": "SOAP envelope",
    "{http://www.w3.org/2003/05/soap-envelope}Envelope": "SOAP envelope",
}
_START_TAG: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_NAMED_VERSION: Final = re.compile(rb"urn:oasis:names:tc:emergency:cap:(1\.[12])\b|incident\.com/cap/(1\.0)\b")
_LOOKED_THROUGH: Final = 65536
_SIGNATURES: Final = (
    '<xs:any namespace="http://www.w3.org/2000/09/xmldsig#" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>'
)
# CAP 1.1 by the words of its standard: what 1.2 changed, taken back.
_OLDER: Final = (
    (NAMESPACE, "urn:oasis:names:tc:emergency:cap:1.1"),
    ('<xs:enumeration value="Avoid"/>', ""),
    ('<xs:enumeration value="AllClear"/>', ""),
    ('name="mimeType" type="xs:string"', 'name="mimeType" type="xs:string" minOccurs="0"'),
    (_SIGNATURES, ""),
)


def tree(raw: bytes, limit: int = LIMIT_BYTES) -> Any:
    """Return the root element of well-formed XML; nothing is expanded, fetched or read beyond the limit."""
    try:
        return parse(raw, limit)
    except XmlRefused as refused:
        raise _named(refused, raw, limit) from refused


def _named(refused: XmlRefused, raw: bytes, limit: int) -> CapError:
    match refused.code:
        case "too_large":
            return MessageTooLarge(size=len(raw), limit=limit)
        case "doctype_not_allowed":
            return DoctypeNotAllowed()
        case _:
            line, column = refused.place
            return NotWellFormed(line=line, element=_last_begun(raw, line, column), reason=refused.detail)


def _last_begun(raw: bytes, line: int, column: int) -> str:
    """Return the name of the last element that was begun up to a place, to point a person to the place."""
    begin = 0
    for _ in range(line - 1):
        begin = raw.find(b"\n", begin) + 1
    end = begin + column
    names = _START_TAG.findall(raw, max(0, end - _LOOKED_THROUGH), end)
    return names[-1].decode("ascii", "replace")[:80] if names else ""


def version_of(root: Any) -> str:
    """Return the CAP version of a root element that is an alert of a version that is read; refuse any other by name."""
    tag = str(root.tag)
    namespace, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    version = VERSIONS.get(namespace, "") if name == "alert" else ""
    if version in _READ:
        return version
    if version:
        raise OtherVersion(root=f"alert ({namespace})", version=version)
    if tag in _CONTAINERS:
        raise Container(root=tag[:200], kind=_CONTAINERS[tag])
    raise NotCap(root=tag[:200])


def named_version(raw: bytes, refused: CapError) -> str | None:
    """Return the version that a refused document names, where it names one."""
    if isinstance(refused, NotCap):
        return str(refused.data["version"]) if "version" in refused.data else None
    found = _NAMED_VERSION.search(raw, 0, _LOOKED_THROUGH)
    return (found[1] or found[2]).decode() if found else None


@cache
def schema_text(version: str) -> bytes:
    """Return the schema of CAP 1.1 or 1.2."""
    text = (resources.files("anlan.protocols.cap12") / "cap12.xsd").read_text("utf-8")
    for newer, older in _OLDER if version == "1.1" else ():
        text = text.replace(newer, older)
    return text.encode()


_COMPILING: Final = Lock()


def schema(version: str) -> Any:
    """Return the compiled schema; compiling costs ten times a reading, so it happens once a process.

    One thread at a time: the library breaks when two compile at once.
    """
    with _COMPILING:
        return _compiled(version)


@cache
def _compiled(version: str) -> Any:
    return etree.XMLSchema(etree.fromstring(schema_text(version)))
