"""Writing a CAP 1.2 message: always valid by our schema and the standard's rules, or refused before a byte leaves."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from lxml import etree

from anlan.protocols.cap12.checks import findings
from anlan.protocols.cap12.document import NAMESPACE
from anlan.protocols.cap12.message import Alert, Area, Circle, Info, NamedValue, Reference, Resource, Ring
from anlan.protocols.cap12.reading import error_of, read


def write(alert: Alert) -> bytes:
    """Return the message as UTF-8 XML; what is returned has been read back and is the same message."""
    for finding in findings(alert):
        raise error_of(finding)
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    _put(root, "identifier", alert.identifier)
    _put(root, "sender", alert.sender)
    _put(root, "sent", time_text(alert.sent))
    _put(root, "status", alert.status)
    _put(root, "msgType", alert.message_type)
    _put(root, "source", alert.source)
    _put(root, "scope", alert.scope)
    _put(root, "restriction", alert.restriction)
    _put(root, "addresses", _quoted(alert.addresses))
    _put_all(root, "code", alert.codes)
    _put(root, "note", alert.note)
    _put(root, "references", " ".join(reference_text(each) for each in alert.references))
    _put(root, "incidents", _quoted(alert.incidents))
    for info in alert.infos:
        _put_info(root, info)
    raw = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
    read(raw)
    return raw


def time_text(instant: datetime) -> str:
    """Return a CAP time: whole seconds, explicit offset, and UTC as ``-00:00`` (3.3.2)."""
    text = instant.replace(microsecond=0).isoformat()
    return text[:-6] + "-00:00" if instant.utcoffset() == timedelta(0) else text


def reference_text(reference: Reference) -> str:
    """Return ``sender,identifier,sent``."""
    return f"{reference.sender},{reference.identifier},{time_text(reference.sent)}"


def _put(parent: Any, name: str, text: str) -> None:
    if text:
        etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = str(text)


def _put_all(parent: Any, name: str, texts: Iterable[str]) -> None:
    for text in texts:
        _put(parent, name, text)


def _put_named(parent: Any, name: str, pairs: Iterable[NamedValue]) -> None:
    for pair in pairs:
        element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
        etree.SubElement(element, f"{{{NAMESPACE}}}valueName").text = pair.name
        etree.SubElement(element, f"{{{NAMESPACE}}}value").text = pair.value


def _quoted(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' if " " in word else word for word in words)


def _put_info(root: Any, info: Info) -> None:
    element = etree.SubElement(root, f"{{{NAMESPACE}}}info")
    _put(element, "language", info.language)
    _put_all(element, "category", info.categories)
    _put(element, "event", info.event)
    _put_all(element, "responseType", info.response_types)
    _put(element, "urgency", info.urgency)
    _put(element, "severity", info.severity)
    _put(element, "certainty", info.certainty)
    _put(element, "audience", info.audience)
    _put_named(element, "eventCode", info.event_codes)
    for name in ("effective", "onset", "expires"):
        instant = getattr(info, name)
        _put(element, name, time_text(instant) if instant else "")
    _put(element, "senderName", info.sender_name)
    for name in ("headline", "description", "instruction", "web", "contact"):
        _put(element, name, getattr(info, name))
    _put_named(element, "parameter", info.parameters)
    for resource in info.resources:
        _put_resource(element, resource)
    for area in info.areas:
        _put_area(element, area)


def _put_resource(parent: Any, resource: Resource) -> None:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}resource")
    _put(element, "resourceDesc", resource.description)
    _put(element, "mimeType", resource.mime_type)
    _put(element, "size", "" if resource.size is None else str(resource.size))
    _put(element, "uri", resource.uri)
    _put(element, "derefUri", resource.content)
    _put(element, "digest", resource.digest)


def _put_area(parent: Any, area: Area) -> None:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}area")
    _put(element, "areaDesc", area.description)
    _put_all(element, "polygon", (ring_text(ring) for ring in area.polygons))
    _put_all(element, "circle", (circle_text(circle) for circle in area.circles))
    _put_named(element, "geocode", area.geocodes)
    _put(element, "altitude", "" if area.altitude is None else str(area.altitude))
    _put(element, "ceiling", "" if area.ceiling is None else str(area.ceiling))


def _number(value: float) -> str:
    """Return the shortest decimal that reads back as the same number, never with an exponent."""
    return format(Decimal(repr(value)), "f")


def ring_text(ring: Ring) -> str:
    """Return a ring as pairs of latitude and longitude."""
    return " ".join(f"{_number(latitude)},{_number(longitude)}" for longitude, latitude in ring)


def circle_text(circle: Circle) -> str:
    """Return a circle as its centre and radius."""
    return f"{_number(circle.latitude)},{_number(circle.longitude)} {_number(circle.radius_km)}"
