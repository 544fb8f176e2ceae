"""What the schema and the wording of the rules let pass, but a reader will misunderstand.

What is sure to mislead is refused when it comes from elsewhere (``misleading``); what is poor is said (``advice``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Final

import shapely

from anlan.protocols.cap12.errors import BadPolygon, BadText, Finding
from anlan.protocols.cap12.message import Alert, Area, Info, MessageType

_ENTITY: Final = re.compile(r"&(#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_TAG: Final = re.compile(
    r"</?(a|b|big|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|script|small|span|strong|sub|sup|table|td|tr|u|ul)"
    r"(\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MOST_COMPARED: Final = 100


@dataclass(frozen=True, slots=True)
class Advice:
    """A place in a message and what is poor there."""

    element: str
    reason: str


def misleading(alert: Alert) -> Iterator[Finding]:
    """Yield HTML in texts shown as they are, a text left untranslated, rings that were meant as holes."""
    for element, text in _lines(alert):
        if "<" in text and (tag := _TAG.search(text)):
            yield Finding(BadText, element, tag[0], "no_html_tags")
    for element, text in (*_lines(alert), *_prose(alert)):
        if "&" in text and (entity := _html_entity(text)):
            yield Finding(BadText, element, entity, "no_html_entities")
    if len(alert.infos) > 1:
        yield from _untranslated(alert)
    for index, info in enumerate(alert.infos, 1):
        for number, area in enumerate(info.areas, 1):
            yield from _rings_within_rings(area, f"info[{index}]/area[{number}]/")


def advice(alert: Alert, version: str = "1.2") -> tuple[Advice, ...]:
    """Return what to mend before sending: an old version, markup in prose, a message without end or place."""
    return tuple(_advice(alert, version))


def _advice(alert: Alert, version: str) -> Iterator[Advice]:
    if version != "1.2":
        yield Advice("alert", "superseded_version")
    if any(each.identifier == alert.identifier for each in alert.references):
        yield Advice("references", "identifier_used_twice")
    for element, text in _prose(alert):
        if "<" in text and _TAG.search(text):
            yield Advice(element, "html_tags_in_plain_text")
    for index, info in enumerate(alert.infos, 1):
        yield from _gaps(alert, info, f"info[{index}]/")


def _gaps(alert: Alert, info: Info, path: str) -> Iterator[Advice]:
    if alert.message_type is MessageType.ALERT and info.expires is None:
        yield Advice(path + "expires", "holds_without_end")
    if not info.areas:
        yield Advice(path + "area", "holds_nowhere")
    for number, area in enumerate(info.areas, 1):
        if not (area.polygons or area.circles or area.geocodes):
            yield Advice(f"{path}area[{number}]", "place_only_in_words")


def _lines(alert: Alert) -> Iterator[tuple[str, str]]:
    """Yield texts that are one line and shown as they are."""
    yield "source", alert.source
    yield "note", alert.note
    for index, info in enumerate(alert.infos, 1):
        path = f"info[{index}]/"
        yield path + "event", info.event
        yield path + "audience", info.audience
        yield path + "senderName", info.sender_name
        yield path + "headline", info.headline
        yield path + "contact", info.contact
        for number, area in enumerate(info.areas, 1):
            yield f"{path}area[{number}]/areaDesc", area.description
            for count, geocode in enumerate(area.geocodes, 1):
                yield f"{path}area[{number}]/geocode[{count}]/valueName", geocode.name


def _prose(alert: Alert) -> Iterator[tuple[str, str]]:
    for index, info in enumerate(alert.infos, 1):
        yield f"info[{index}]/description", info.description
        yield f"info[{index}]/instruction", info.instruction


def _html_entity(text: str) -> str:
    for found in _ENTITY.finditer(text):
        if found[1].startswith("#") or found[1] + ";" in html5:
            return found[0]
    return ""


def _untranslated(alert: Alert) -> Iterator[Finding]:
    languages: dict[tuple[str, str], str] = {}
    for index, info in enumerate(alert.infos, 1):
        language = info.language.partition("-")[0].lower()
        for name, text in (("description", info.description), ("instruction", info.instruction)):
            if text and languages.setdefault((name, text), language) != language:
                yield Finding(BadText, f"info[{index}]/{name}", text, "same_text_in_two_languages")


def _rings_within_rings(area: Area, path: str) -> Iterator[Finding]:
    if not 1 < len(area.polygons) <= _MOST_COMPARED or any(len(ring) < 4 for ring in area.polygons):
        return
    shapes = [shapely.polygons(ring) for ring in area.polygons]
    tree = shapely.STRtree(shapes)
    for number, shape in enumerate(shapes, 1):
        if any(
            other + 1 < number or not shapely.equals(shapes[other], shape)
            for other in tree.query(shape, predicate="within")
            if other + 1 != number
        ):
            yield Finding(BadPolygon, f"{path}polygon[{number}]", "", "ring_in_a_ring_is_no_hole")
