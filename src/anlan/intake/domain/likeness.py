"""Whether two matters tell of the same thing: points with their reasons. It proposes; a person merges.

Texts are compared by their pairs of neighbouring characters, which needs no word boundaries and no locale.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from anlan.intake.domain.urgency import Reason
from anlan.kernel.regions import RegionLevel, at_level, level_of

_EARTH_KM: Final = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What of a matter is compared."""

    text: str
    region: str
    at: datetime
    location: tuple[float, float] | None = None
    event_kind: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two matters are; ``is_strong`` where the one counts as a repeat of the other."""

    points: int
    reasons: tuple[Reason, ...]
    is_strong: bool


def likeness_of(one: Account, other: Account, table: Mapping[str, Any]) -> Likeness | None:
    """Return how alike two matters are, or nothing where they are not alike enough to be shown."""
    found = (_by_text(one, other, table), _by_place(one, other, table), _by_time(one, other, table))
    reasons = tuple(reason for reason in found if reason)
    if one.event_kind and one.event_kind == other.event_kind:
        reasons += (Reason("same_event_kind", table["same_event_kind"]),)
    if one.phone and one.phone == other.phone:
        reasons += (Reason("same_phone", table["same_phone"]),)
    points = sum(reason.points for reason in reasons)
    has_place = any(reason.key in ("distance", "same_village", "same_township") for reason in reasons)
    if points < table["shown_from"] or not has_place:
        return None
    return Likeness(points, reasons, points >= table["strong_from"])


def similarity(one: str, other: str) -> float:
    """Return how many pairs of neighbouring characters two texts share, 0 to 1 (Dice's coefficient)."""
    pairs = [_pairs(text) for text in (one, other)]
    if not all(pairs):
        return 0.0
    return 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1]))


def _pairs(text: str) -> set[str]:
    signs = "".join(sign for sign in text.lower() if sign.isalnum())
    return {signs[at : at + 2] for at in range(len(signs) - 1)}


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two points (longitude, latitude)."""
    (west, south), (east, north) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    part = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(part))


def _by_text(one: Account, other: Account, table: Mapping[str, Any]) -> Reason | None:
    share = similarity(one.text, other.text)
    points = max((row["points"] for row in table["text"] if share >= row["from"]), default=0)
    return Reason("text", points, f"{share * 100:.0f}") if points else None


def _by_place(one: Account, other: Account, table: Mapping[str, Any]) -> Reason | None:
    if one.location and other.location:
        apart = distance_km(one.location, other.location)
        points = max((row["points"] for row in table["distance"] if apart <= row["within_km"]), default=0)
        return Reason("distance", points, f"{apart:.1f}") if points else None
    for key, level in (("same_village", RegionLevel.VILLAGE), ("same_township", RegionLevel.TOWNSHIP)):
        if min(level_of(one.region), level_of(other.region)) < level:
            continue
        if at_level(one.region, level) == at_level(other.region, level):
            return Reason(key, table[key])
    return None


def _by_time(one: Account, other: Account, table: Mapping[str, Any]) -> Reason | None:
    minutes = abs((one.at - other.at).total_seconds()) / 60
    points = max((row["points"] for row in table["minutes"] if minutes <= row["within"]), default=0)
    return Reason("minutes", points, f"{minutes:.0f}") if points else None
