"""The rules of CAP 1.2 that a schema cannot express, each with the line of the element that breaks it."""

import math
import re
from collections.abc import Iterator
from typing import Any, Final

from shapely import LinearRing, is_valid_reason
from shapely import Polygon as Shape

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
)
from anlan.protocols.cap12.message import Alert, Area, Info, MessageType, Resource, Ring, Scope

_FORBIDDEN: Final = re.compile(r"[\s,<&]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*|[ixIX](-[A-Za-z0-9]{1,8})+")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s]+")
_MIME: Final = re.compile(
    r"(application|audio|chemical|font|image|message|model|multipart|text|video)/[A-Za-z0-9!#$&^_.+\-]+"
)
_FEWEST_POINTS: Final = 4
_FOLLOWERS: Final = frozenset({MessageType.UPDATE, MessageType.CANCEL, MessageType.ACK, MessageType.ERROR})
_NAMESPACE: Final = "{urn:oasis:names:tc:emergency:cap:1.2}"

Finding = tuple[type[BrokenRule], str, str, str]
"""The error, the element's path below the alert, the value, the rule."""


def findings(alert: Alert) -> Iterator[Finding]:
    """Yield every broken rule of ``alert``."""
    yield from _names(alert)
    yield from _scope(alert)
    yield from _references(alert)
    for index, info in enumerate(alert.infos, 1):
        path = f"info[{index}]"
        yield from _info(alert, info, path)
        for number, resource in enumerate(info.resources, 1):
            yield from _resource(resource, f"{path}/resource[{number}]")
        for number, area in enumerate(info.areas, 1):
            yield from _area(area, f"{path}/area[{number}]")


def require_rules(alert: Alert, root: Any = None) -> None:
    """Refuse by name the first rule that ``alert`` breaks; ``root`` gives the line where there is a text."""
    for error, path, value, rule in findings(alert):
        raise error(line=_line(root, path), element=path, value=value[:80], rule=rule)


def _line(root: Any, path: str) -> int:
    if root is None:
        return 0
    steps = "/".join(_NAMESPACE + step for step in path.split("/"))
    found = root.find(steps)
    return int(root.sourceline if found is None else found.sourceline)


def _names(alert: Alert) -> Iterator[Finding]:
    for element, value in (("identifier", alert.identifier), ("sender", alert.sender)):
        if not value or _FORBIDDEN.search(value):
            yield BadName, element, value, "no_space_comma_or_markup"
    if alert.sent.tzinfo is None:
        yield BadTime, "sent", alert.sent.isoformat(), "explicit_offset"


def _scope(alert: Alert) -> Iterator[Finding]:
    if (alert.scope is Scope.RESTRICTED) != bool(alert.restriction):
        yield BadScope, "scope", alert.scope, "restriction_if_and_only_if_restricted"
    if alert.scope is Scope.PRIVATE and not alert.addresses:
        yield BadScope, "scope", alert.scope, "addresses_when_private"


def _references(alert: Alert) -> Iterator[Finding]:
    if alert.message_type in _FOLLOWERS and not alert.references:
        yield BadReferences, "msgType", alert.message_type, "references_on_update_and_cancel"
    for reference in alert.references:
        if reference.sent > alert.sent:
            yield BadReferences, "references", reference.identifier, "not_later_than_sent"


def _info(alert: Alert, info: Info, path: str) -> Iterator[Finding]:
    if not _LANGUAGE.fullmatch(info.language):
        yield BadLanguage, f"{path}/language", info.language, "rfc_3066"
    if not info.event:
        yield BrokenRule, f"{path}/event", "", "not_empty"
    if info.web and not _ABSOLUTE.fullmatch(info.web):
        yield BadAddress, f"{path}/web", info.web, "absolute_uri"
    for name in ("effective", "onset", "expires"):
        instant = getattr(info, name)
        if instant is not None and instant.tzinfo is None:
            yield BadTime, f"{path}/{name}", instant.isoformat(), "explicit_offset"
    starts = [each for each in (info.effective, info.onset) if each is not None]
    if info.expires is not None and any(info.expires < each for each in starts):
        yield BadTime, f"{path}/expires", info.expires.isoformat(), "not_before_effective_or_onset"


def _resource(resource: Resource, path: str) -> Iterator[Finding]:
    if not _MIME.fullmatch(resource.mime_type):
        yield BadMimeType, f"{path}/mimeType", resource.mime_type, "registered_type"
    if resource.uri and re.search(r"\s", resource.uri):
        yield BadAddress, f"{path}/uri", resource.uri, "uri"


def _area(area: Area, path: str) -> Iterator[Finding]:
    for number, ring in enumerate(area.polygons, 1):
        if rule := broken_ring_rule(ring):
            yield BadPolygon, f"{path}/polygon[{number}]", _shown(ring), rule
    for number, circle in enumerate(area.circles, 1):
        if not on_globe(circle.longitude, circle.latitude) or not 0 <= circle.radius_km < math.inf:
            yield BadCircle, f"{path}/circle[{number}]", str(circle), "on_globe_radius_not_negative"
    if area.ceiling is not None and (area.altitude is None or area.ceiling < area.altitude):
        yield BadAltitude, f"{path}/ceiling", str(area.ceiling), "altitude_below_ceiling"


def _shown(ring: Ring) -> str:
    return " ".join(f"{latitude},{longitude}" for longitude, latitude in ring[:3])


def on_globe(longitude: float, latitude: float) -> bool:
    """Tell whether the two are degrees of a place on the globe."""
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def broken_ring_rule(ring: Ring) -> str:
    """Return the name of the rule that a polygon's ring breaks; empty where it breaks none."""
    if len(ring) < _FEWEST_POINTS:
        return "at_least_4_points"
    if ring[0] != ring[-1]:
        return "closed"
    if not all(on_globe(*point) for point in ring):
        return "on_globe"
    if not LinearRing(ring).is_simple or Shape(ring).area == 0:
        return "does_not_cross_itself"
    return ""


def crossing_of(ring: Ring) -> tuple[float, float] | None:
    """Return where a closed ring crosses or touches itself, as (longitude, latitude)."""
    found = re.search(r"\[(\S+) (\S+)\]", is_valid_reason(Shape(ring)))
    return (float(found[1]), float(found[2])) if found else None
