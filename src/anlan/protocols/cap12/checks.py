"""The rules of CAP 1.2 that a schema cannot express, each with the element that breaks it."""

import math
import re
from collections.abc import Iterator
from typing import Final

import shapely
from shapely import Polygon as Shape
from shapely import is_valid_reason

from anlan.protocols.cap12.errors import (
    BadAddress,
    BadAltitude,
    BadCircle,
    BadLanguage,
    BadMimeType,
    BadName,
    BadPolygon,
    BadReferences,
    BadScope,
    BadTime,
    BrokenRule,
    Finding,
)
from anlan.protocols.cap12.message import Alert, Area, Circle, Info, MessageType, Reference, Resource, Ring, Scope

_FORBIDDEN: Final = re.compile(r"[\s,<&]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|[ixIX](-[A-Za-z0-9]{1,8})+")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s]+")
_SPACE: Final = re.compile(r"\s")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/\s]*(=\s*){0,2}")
_MIME: Final = re.compile(
    r"(application|audio|chemical|font|image|message|model|multipart|text|video)/[A-Za-z0-9!#$&^_.+\-]+"
    r"(\s*;\s*[A-Za-z0-9!#$&^_.+\-]+=(\"[^\"]*\"|[^\s;\"]+))*",
    re.IGNORECASE,
)
_FEWEST_POINTS: Final = 4
# What geometry may cost: a whole country's outline has fewer; more would let one message keep a core busy.
MOST_POINTS: Final = 40_000
TOO_MANY_POINTS: Final = f"at_most_{MOST_POINTS}_points_in_a_message"
_FOLLOWERS: Final = frozenset({MessageType.UPDATE, MessageType.CANCEL, MessageType.ACK, MessageType.ERROR})


def findings(alert: Alert) -> Iterator[Finding]:
    """Yield every broken rule of ``alert``."""
    yield from _names(alert)
    yield from _scope(alert)
    yield from _references(alert)
    points = sum(len(ring) for info in alert.infos for area in info.areas for ring in area.polygons)
    if points > MOST_POINTS:
        yield Finding(BadPolygon, "info/area/polygon", str(points), TOO_MANY_POINTS)
    for index, info in enumerate(alert.infos, 1):
        path = f"info[{index}]/"
        yield from _info(info, path)
        for number, resource in enumerate(info.resources, 1):
            yield from _resource(resource, f"{path}resource[{number}]/")
        for number, area in enumerate(info.areas if points <= MOST_POINTS else (), 1):
            yield from _area(area, f"{path}area[{number}]/")


def _names(alert: Alert) -> Iterator[Finding]:
    for element, value in (("identifier", alert.identifier), ("sender", alert.sender)):
        if not value or _FORBIDDEN.search(value):
            yield Finding(BadName, element, value, "no_space_comma_or_markup")
    if alert.sent.tzinfo is None:
        yield Finding(BadTime, "sent", alert.sent.isoformat(), "explicit_offset")


def _scope(alert: Alert) -> Iterator[Finding]:
    if alert.scope is Scope.RESTRICTED:
        if not alert.restriction:
            yield Finding(BadScope, "restriction", "", "restriction_if_and_only_if_restricted", ("scope",))
    elif alert.restriction:
        value = alert.restriction
        yield Finding(BadScope, "restriction", value, "restriction_if_and_only_if_restricted", ("scope",))
    if alert.scope is Scope.PRIVATE and not alert.addresses:
        yield Finding(BadScope, "addresses", "", "addresses_when_private", ("scope",))


def _references(alert: Alert) -> Iterator[Finding]:
    if alert.message_type in _FOLLOWERS and not alert.references:
        yield Finding(BadReferences, "references", "", "references_on_update_and_cancel", ("msgType",))
    for reference in alert.references:
        if reference.sent > alert.sent:
            yield Finding(BadReferences, "references", reference.identifier, "not_later_than_sent", ("sent",))
        if reference == Reference(alert.sender, alert.identifier, alert.sent):
            yield Finding(BadReferences, "references", reference.identifier, "not_to_itself")


def _info(info: Info, path: str) -> Iterator[Finding]:
    if not _LANGUAGE.fullmatch(info.language):
        yield Finding(BadLanguage, path + "language", info.language, "rfc_3066")
    if not info.event:
        yield Finding(BrokenRule, path + "event", "", "not_empty")
    if info.web and not _ABSOLUTE.fullmatch(info.web):
        yield Finding(BadAddress, path + "web", info.web, "absolute_uri")
    for name, instant in (("effective", info.effective), ("onset", info.onset), ("expires", info.expires)):
        if instant is not None and instant.tzinfo is None:
            yield Finding(BadTime, path + name, instant.isoformat(), "explicit_offset")
    expires = info.expires
    if expires is None or expires.tzinfo is None:
        return
    if any(each is not None and each.tzinfo and expires < each for each in (info.effective, info.onset)):
        yield Finding(BadTime, path + "expires", expires.isoformat(), "not_before_effective_or_onset")


def _resource(resource: Resource, path: str) -> Iterator[Finding]:
    if resource.mime_type and not _MIME.fullmatch(resource.mime_type):
        yield Finding(BadMimeType, path + "mimeType", resource.mime_type, "registered_type")
    if resource.uri:
        if _SPACE.search(resource.uri):
            yield Finding(BadAddress, path + "uri", resource.uri, "uri")
        elif not resource.content and not _ABSOLUTE.fullmatch(resource.uri):
            yield Finding(BadAddress, path + "uri", resource.uri, "absolute_or_with_content")
    if resource.content and not _BASE64.fullmatch(resource.content):
        yield Finding(BadAddress, path + "derefUri", resource.content, "base64")


def _area(area: Area, path: str) -> Iterator[Finding]:
    for number, ring in enumerate(area.polygons, 1):
        if rule := broken_ring_rule(ring):
            yield Finding(BadPolygon, f"{path}polygon[{number}]", _shown(ring), rule)
    for number, circle in enumerate(area.circles, 1):
        if rule := broken_circle_rule(circle):
            yield Finding(BadCircle, f"{path}circle[{number}]", str(circle), rule)
    if area.ceiling is not None and (area.altitude is None or area.ceiling < area.altitude):
        yield Finding(BadAltitude, path + "ceiling", str(area.ceiling), "altitude_below_ceiling", (path + "altitude",))


def _shown(ring: Ring) -> str:
    return " ".join(f"{latitude},{longitude}" for longitude, latitude in ring[:3])


def on_globe(longitude: float, latitude: float) -> bool:
    """Tell whether the two are degrees of a place on the globe."""
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def broken_circle_rule(circle: Circle) -> str:
    """Return the name of the rule that a circle breaks; empty where it breaks none."""
    good = on_globe(circle.longitude, circle.latitude) and 0 <= circle.radius_km < math.inf
    return "" if good else "on_globe_radius_not_negative"


def broken_ring_rule(ring: Ring) -> str:
    """Return the name of the rule that a polygon's ring breaks; empty where it breaks none."""
    if len(ring) < _FEWEST_POINTS:
        return "at_least_4_points"
    if ring[0] != ring[-1]:
        return "closed"
    if not all(on_globe(*point) for point in ring):
        return "on_globe"
    line = shapely.linearrings(ring)
    if not shapely.is_simple(line) or shapely.area(shapely.polygons(line)) == 0:
        return "does_not_cross_itself"
    return ""


def crossing_of(ring: Ring) -> tuple[float, float] | None:
    """Return where a closed ring crosses or touches itself, as (longitude, latitude)."""
    found = re.search(r"\[(\S+) (\S+)\]", is_valid_reason(Shape(ring)))
    return (float(found[1]), float(found[2])) if found else None
