"""Writing a domestic warning message: always by its rules, or refused before a byte leaves."""

from datetime import datetime
from typing import Any

from lxml import etree

from anlan.kernel.clock import in_china
from anlan.protocols.cap12.writing import circle_text, ring_text
from anlan.protocols.nation12379.message import BrokenRule, Method, NationalAlert, NationalArea, NationalInfo
from anlan.protocols.nation12379.reading import LEVELS, read
from anlan.protocols.nation12379.rules import findings

_COLOURS = {level: colour for colour, level in LEVELS.items()}


def write(alert: NationalAlert) -> bytes:
    """Return the message as UTF-8 XML; what is returned has been read back."""
    for element, value, rule in findings(alert):
        raise BrokenRule(line=0, element=element, value=value[:80], rule=rule)
    root = etree.Element("alert")
    _put(root, "identifier", alert.identifier)
    _put(root, "sender", alert.sender)
    _put(root, "senderCode", alert.sender_code)
    _put(root, "sendTime", time_text(alert.sent))
    _put(root, "status", alert.status)
    _put(root, "msgType", alert.message_type)
    _put(root, "scope", alert.scope)
    code = etree.SubElement(root, "code")
    for method in alert.methods:
        _put_method(code, method)
    _put(root, "secClassification", alert.classification)
    _put(root, "note", alert.note)
    _put(root, "references", alert.references)
    for info in alert.infos:
        _put_info(root, info)
    raw = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
    read(raw)
    return raw


def time_text(instant: datetime) -> str:
    """Return a time in China as the profile writes it: a blank, whole seconds, the offset."""
    return in_china(instant).replace(microsecond=0).isoformat(" ")


def _put(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = str(text) or None


def _put_method(code: Any, method: Method) -> None:
    element = etree.SubElement(code, "method")
    _put(element, "methodName", method.name)
    _put(element, "message", method.message)
    _put(element, "audienceGrp", method.group)
    _put(element, "audenceprt", method.part)


def _put_info(root: Any, info: NationalInfo) -> None:
    element = etree.SubElement(root, "info")
    _put(element, "language", info.language)
    _put(element, "eventType", info.event_type)
    _put(element, "urgency", info.urgency)
    _put(element, "severity", _COLOURS[info.level])
    _put(element, "certainty", info.certainty)
    _put(element, "effective", time_text(info.effective))
    if info.onset:
        _put(element, "onset", time_text(info.onset))
    _put(element, "expires", time_text(info.expires))
    _put(element, "senderName", info.sender_name)
    _put(element, "headline", info.headline)
    _put(element, "description", info.description)
    _put(element, "instruction", info.instruction)
    _put(element, "web", info.web)
    for area in info.areas:
        _put_area(element, area)


def _put_area(parent: Any, area: NationalArea) -> None:
    element = etree.SubElement(parent, "area")
    _put(element, "areaDesc", area.description)
    for ring in area.polygons:
        _put(element, "polygon", ring_text(ring))
    for circle in area.circles:
        _put(element, "circle", circle_text(circle))
    for geocode in area.geocodes:
        _put(element, "geocode", geocode)
