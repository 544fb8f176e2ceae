"""The rules of the domestic profile: how values look, and which go together."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from anlan.protocols.cap12.checks import MOST_POINTS, TOO_MANY_POINTS, broken_circle_rule, broken_ring_rule
from anlan.protocols.cap12.message import MessageType
from anlan.protocols.cap12.profile import follows_identifier_rule
from anlan.protocols.nation12379.message import NationalAlert, NationalArea, NationalInfo

_SENDER_CODE: Final = re.compile(r"\d{6}[0-9A-Z]{6}\d{2}")
_EVENT: Final = re.compile(r"1[1-4][A-Z]\d{2}")
_GEOCODE: Final = re.compile(r"\d{12}")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d")
_FOLLOWERS: Final = frozenset({MessageType.UPDATE, MessageType.CANCEL})


class Finding(NamedTuple):
    """A broken rule: the element's path below the alert, its value, the rule."""

    element: str
    value: str
    rule: str


def instant_of(text: str) -> datetime:
    """Return a time as the profile writes it, with a blank between day and hour and a numeric offset."""
    if not _TIME.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def findings(alert: NationalAlert) -> Iterator[Finding]:
    """Yield every broken rule of a message."""
    yield from _head(alert)
    if alert.message_type in _FOLLOWERS and not alert.references:
        yield Finding("references", "", "references_on_update_and_cancel")
    elif alert.references and not follows_identifier_rule(alert.references):
        yield Finding("references", alert.references, "identifier_of_the_earlier_message")
    for number, method in enumerate(alert.methods, 1):
        if not method.name:
            yield Finding(f"code/method[{number}]/methodName", "", "required")
    if not alert.infos:
        yield Finding("info", "", "required")
    for number, info in enumerate(alert.infos, 1):
        yield from _info(info, f"info[{number}]/")
    yield from _shapes(alert)


def _head(alert: NationalAlert) -> Iterator[Finding]:
    if not follows_identifier_rule(alert.identifier):
        yield Finding("identifier", alert.identifier, "division_institution_unit_then_second")
    elif not alert.identifier.startswith(alert.sender_code):
        yield Finding("senderCode", alert.sender_code, "begins_the_identifier")
    if not _SENDER_CODE.fullmatch(alert.sender_code):
        yield Finding("senderCode", alert.sender_code, "14_characters_of_division_institution_unit")
    if not alert.sender:
        yield Finding("sender", "", "required")


def _info(info: NationalInfo, path: str) -> Iterator[Finding]:
    if not _EVENT.fullmatch(info.event_type):
        yield Finding(path + "eventType", info.event_type, "national_event_code")
    if not info.level:
        yield Finding(path + "severity", info.level.colour, "one_of Blue Orange Red Yellow")
    for name, text in (
        ("headline", info.headline),
        ("description", info.description),
        ("senderName", info.sender_name),
    ):
        if not text:
            yield Finding(path + name, "", "required")
    if info.expires <= info.effective:
        yield Finding(path + "expires", info.expires.isoformat(" "), "after_effective")
    if not info.areas:
        yield Finding(path + "area", "", "required")
    for number, area in enumerate(info.areas, 1):
        yield from _area(area, f"{path}area[{number}]/")


def _area(area: NationalArea, path: str) -> Iterator[Finding]:
    if not area.description:
        yield Finding(path + "areaDesc", "", "required")
    if not (area.geocodes or area.polygons or area.circles):
        yield Finding(path + "geocode", "", "geocode_polygon_or_circle")
    for number, code in enumerate(area.geocodes, 1):
        if not _GEOCODE.fullmatch(code):
            yield Finding(f"{path}geocode[{number}]", code, "12_digits")


def _shapes(alert: NationalAlert) -> Iterator[Finding]:
    areas = [
        (area, f"info[{number}]/area[{place}]/")
        for number, info in enumerate(alert.infos, 1)
        for place, area in enumerate(info.areas, 1)
    ]
    points = sum(len(ring) for area, _ in areas for ring in area.polygons)
    if points > MOST_POINTS:
        yield Finding("info/area/polygon", str(points), TOO_MANY_POINTS)
        return
    for area, path in areas:
        for number, ring in enumerate(area.polygons, 1):
            if rule := broken_ring_rule(ring):
                yield Finding(f"{path}polygon[{number}]", "", rule)
        for number, circle in enumerate(area.circles, 1):
            if rule := broken_circle_rule(circle):
                yield Finding(f"{path}circle[{number}]", str(circle), rule)
