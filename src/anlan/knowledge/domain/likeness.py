"""How like an event a past case is, and why: kind, place, scale and season, each told apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import asin, cos, log10, radians, sin, sqrt
from typing import Any, Final

_EARTH_KM: Final = 6371.0
_YEAR: Final = 365.25
_MONTH: Final = _YEAR / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is compared: a 12379 kind, a division, a point where one is known, a day, figures by key."""

    kind: str
    region: str
    day: date
    place: tuple[float, float] | None = None
    figures: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One share of the likeness: which, how much of its weight, and the data of its sentence."""

    key: str
    word: str
    share: float
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like it is in all, from nothing to one, with the reasons in the table's order."""

    score: float
    reasons: tuple[Reason, ...]


def likeness(event: Event, case: Event, table: Mapping[str, Any]) -> Likeness:
    """Return how like a case is; what cannot be judged counts for nothing on either side."""
    found = (
        _kind(event, case, table["kind"]),
        _place(event, case, table["place"]),
        _scale(event, case, table["scale"]),
        _season(event, case, table["season"]),
    )
    reasons = tuple(reason for reason in found if reason is not None)
    weights: Mapping[str, float] = table["weights"]
    total = sum(weights[reason.key] for reason in reasons)
    score = sum(weights[reason.key] * reason.share for reason in reasons) / total
    return Likeness(round(score, 3), reasons)


def _kind(event: Event, case: Event, table: Mapping[str, float]) -> Reason:
    if event.kind == case.kind:
        word = "same"
    elif event.kind[:3] == case.kind[:3]:
        word = "group"
    else:
        word = "class" if event.kind[:2] == case.kind[:2] else "none"
    return Reason("kind", word, table[word], {"code": case.kind})


def _place(event: Event, case: Event, table: Mapping[str, float]) -> Reason | None:
    if event.place is not None and case.place is not None:
        away = kilometres(event.place, case.place)
        return Reason("place", "away", max(0.0, 1 - away / table["far_km"]), {"km": round(away)})
    for word, length in (("county", 6), ("prefecture", 4), ("province", 2)):
        if len(event.region) >= length and event.region[:length] == case.region[:length]:
            return Reason("place", word, table[word], {})
    return Reason("place", "elsewhere", 0.0, {}) if event.region and case.region else None


def _scale(event: Event, case: Event, table: Mapping[str, Any]) -> Reason | None:
    mine, its = event.figures or {}, case.figures or {}
    both = [key for key in table["figures"] if key in mine and key in its]
    if not both:
        return None
    shares = [max(0.0, 1 - abs(log10((mine[key] + 1) / (its[key] + 1))) / table["decades"]) for key in both]
    told = {"key": both[-1], "now": mine[both[-1]], "then": its[both[-1]]}
    return Reason("scale", "figures", sum(shares) / len(shares), told)


def _season(event: Event, case: Event, table: Mapping[str, float]) -> Reason:
    days = abs(event.day.timetuple().tm_yday - case.day.timetuple().tm_yday)
    months = min(days, _YEAR - days) / _MONTH
    share = max(0.0, 1 - months / table["months"])
    return Reason("season", "months", share, {"month": case.day.month, "apart": round(months, 1)})


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the way between two points (longitude, latitude) over the sphere."""
    (east, north), (to_east, to_north) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((to_north - north) / 2) ** 2 + cos(north) * cos(to_north) * sin((to_east - east) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
