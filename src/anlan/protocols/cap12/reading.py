"""Reading a CAP 1.2 message: safe against hostile XML, strict, and exact about what is wrong and where."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Final

from lxml import etree

from anlan.protocols.cap12 import checks
from anlan.protocols.cap12.errors import (
    BadCircle,
    BadPolygon,
    BadReferences,
    DoctypeNotAllowed,
    MessageTooLarge,
    NotCap,
    NotWellFormed,
    SchemaViolation,
)
from anlan.protocols.cap12.message import (
    Alert,
    Area,
    Certainty,
    Circle,
    Info,
    MessageType,
    NamedValue,
    Reference,
    Resource,
    Ring,
    Scope,
    Severity,
    Status,
    Urgency,
)

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
SIGNATURE: Final = "{http://www.w3.org/2000/09/xmldsig#}Signature"
LIMIT_BYTES: Final = 2 * 1024 * 1024
_DOCTYPE: Final = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


def read(raw: bytes) -> Alert:
    """Return the message that ``raw`` holds; refuse by name whatever breaks the schema or a rule of the standard."""
    root = _tree(raw)
    _require_schema(root)
    alert = _alert(root)
    checks.require_rules(alert, root)
    return alert


def _tree(raw: bytes) -> Any:
    """Return the root element; nothing is expanded, fetched or read beyond the limit."""
    if len(raw) > LIMIT_BYTES:
        raise MessageTooLarge(size=len(raw), limit=LIMIT_BYTES)
    if any(mark in raw for mark in _DOCTYPE):
        raise DoctypeNotAllowed()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotWellFormed(line=getattr(error, "lineno", None) or 1, reason=str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DoctypeNotAllowed()
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise NotCap(root=str(root.tag)[:200])
    return root


@cache
def schema() -> Any:
    """Return the compiled schema; compiling costs ten times a reading, so it happens once a process."""
    path = resources.files("anlan.protocols.cap12") / "cap12.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))


def _require_schema(root: Any) -> None:
    compiled = schema()
    if not compiled.validate(root):
        first = compiled.error_log[0]
        element = (first.path or "").rpartition("/")[2].replace("*", "") or "alert"
        reason = first.message.replace(f"{{{NAMESPACE}}}", "")[:400]
        named = reason.partition("'")[2].partition("'")[0]
        raise SchemaViolation(line=first.line, element=named or element, reason=reason)


def _text(parent: Any, name: str) -> str:
    found = parent.find(f"{{{NAMESPACE}}}{name}")
    return "" if found is None or found.text is None else str(found.text).strip()


def _all(parent: Any, name: str) -> Iterator[Any]:
    return iter(parent.findall(f"{{{NAMESPACE}}}{name}"))


def _texts(parent: Any, name: str) -> tuple[str, ...]:
    return tuple((each.text or "").strip() for each in _all(parent, name))


def _time(parent: Any, name: str) -> datetime | None:
    text = _text(parent, name)
    return datetime.fromisoformat(text) if text else None


def _alert(root: Any) -> Alert:
    return Alert(
        identifier=_text(root, "identifier"),
        sender=_text(root, "sender"),
        sent=datetime.fromisoformat(_text(root, "sent")),
        status=Status(_text(root, "status")),
        message_type=MessageType(_text(root, "msgType")),
        scope=Scope(_text(root, "scope")),
        source=_text(root, "source"),
        restriction=_text(root, "restriction"),
        addresses=_quoted(_text(root, "addresses")),
        codes=_texts(root, "code"),
        note=_text(root, "note"),
        references=_references(root),
        incidents=_quoted(_text(root, "incidents")),
        infos=tuple(_info(each) for each in _all(root, "info")),
        is_signed=root.find(SIGNATURE) is not None,
    )


def _quoted(text: str) -> tuple[str, ...]:
    """Return space-separated words; those with spaces stand in double quotes (3.2.1)."""
    words: list[str] = []
    for index, part in enumerate(text.split('"')):
        words.extend([part] if index % 2 else part.split())
    return tuple(words)


def _references(root: Any) -> tuple[Reference, ...]:
    found = root.find(f"{{{NAMESPACE}}}references")
    return () if found is None else tuple(_each(found, _reference, (found.text or "").split(), BadReferences))


def _each(element: Any, make: Callable[[str], Any], words: list[str], error: type[BadReferences]) -> Iterator[Any]:
    for word in words:
        try:
            yield make(word)
        except ValueError as fault:
            raise error(
                line=element.sourceline, element="references", value=word, rule="sender,identifier,sent"
            ) from fault


def _reference(word: str) -> Reference:
    sender, identifier, sent = word.split(",")
    instant = datetime.fromisoformat(sent)
    if instant.tzinfo is None or "" in (sender, identifier):
        raise ValueError(word)
    return Reference(sender, identifier, instant)


def _info(element: Any) -> Info:
    return Info(
        categories=_texts(element, "category"),
        event=_text(element, "event"),
        urgency=Urgency(_text(element, "urgency")),
        severity=Severity(_text(element, "severity")),
        certainty=Certainty(_text(element, "certainty")),
        language=_text(element, "language") or "en-US",
        response_types=_texts(element, "responseType"),
        audience=_text(element, "audience"),
        event_codes=_named(element, "eventCode"),
        effective=_time(element, "effective"),
        onset=_time(element, "onset"),
        expires=_time(element, "expires"),
        sender_name=_text(element, "senderName"),
        headline=_text(element, "headline"),
        description=_text(element, "description"),
        instruction=_text(element, "instruction"),
        web=_text(element, "web"),
        contact=_text(element, "contact"),
        parameters=_named(element, "parameter"),
        resources=tuple(_resource(each) for each in _all(element, "resource")),
        areas=tuple(_area(each) for each in _all(element, "area")),
    )


def _named(element: Any, name: str) -> tuple[NamedValue, ...]:
    return tuple(NamedValue(_text(each, "valueName"), _text(each, "value")) for each in _all(element, name))


def _resource(element: Any) -> Resource:
    size = _text(element, "size")
    return Resource(
        description=_text(element, "resourceDesc"),
        mime_type=_text(element, "mimeType"),
        size=int(size) if size else None,
        uri=_text(element, "uri"),
        content=_text(element, "derefUri"),
        digest=_text(element, "digest"),
    )


def _area(element: Any) -> Area:
    altitude, ceiling = _text(element, "altitude"), _text(element, "ceiling")
    return Area(
        description=_text(element, "areaDesc"),
        polygons=tuple(_ring(each) for each in _all(element, "polygon")),
        circles=tuple(_circle(each) for each in _all(element, "circle")),
        geocodes=_named(element, "geocode"),
        altitude=Decimal(altitude) if altitude else None,
        ceiling=Decimal(ceiling) if ceiling else None,
    )


def _pair(word: str) -> tuple[float, float]:
    """Return (longitude, latitude) of ``latitude,longitude``."""
    latitude, longitude = word.split(",")
    return float(longitude), float(latitude)


def _ring(element: Any) -> Ring:
    text = element.text or ""
    try:
        return tuple(_pair(word) for word in text.split())
    except ValueError as fault:
        raise BadPolygon(
            line=element.sourceline, element="polygon", value=text.strip()[:80], rule="latitude,longitude_pairs"
        ) from fault


def _circle(element: Any) -> Circle:
    text = element.text or ""
    try:
        centre, radius = text.split()
        return Circle(*_pair(centre), float(radius))
    except ValueError as fault:
        raise BadCircle(
            line=element.sourceline, element="circle", value=text.strip()[:80], rule="latitude,longitude_radius"
        ) from fault
