"""The graph of the table followed over places: from a start, what may happen where, in which steps, how soon."""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import asin, cos, radians, sin, sqrt
from typing import Final

from anlan.science.refusing import Refused

HERE: Final = "here"
MOST_STEPS: Final = 4
MOST_PLACES: Final = 20_000
_EARTH_KM: Final = 6371.0
_KM_PER_DEGREE: Final = 111.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One cause and one effect of the table."""

    cause: str
    effect: str
    on: tuple[str, ...]
    within_km: float
    needs: Mapping[str, float]
    lead_h: tuple[float, float]
    source: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the registries; ``strengths`` say how strongly the start acts on it, such as its intensity."""

    key: str
    kind: str
    name: str
    longitude: float
    latitude: float
    strengths: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What happened first, where, and how far around."""

    kind: str
    name: str
    longitude: float
    latitude: float
    radius_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A step: what may strike a place, from which place, in which range of hours after the start."""

    arrow: Arrow
    origin: str
    origin_place: Place
    place: Place
    distance_km: float
    low_h: float
    high_h: float
    step: int


_Shelves = Mapping[str, tuple[tuple[float, ...], tuple[Place, ...]]]


@cache
def arrows() -> tuple[Arrow, ...]:
    """Return the table's arrows."""
    file = resources.files("anlan.science.hazard_chains") / "chains.toml"
    return tuple(
        Arrow(
            cause=row["cause"],
            effect=row["effect"],
            on=tuple(row["on"]),
            within_km=float(row.get("within_km", 0)),
            needs=row.get("needs", {}),
            lead_h=(float(row["lead_h"][0]), float(row["lead_h"][1])),
            source=row["source"],
            mark=row["mark"],
        )
        for row in tomllib.loads(file.read_text("utf-8"))["arrow"]
    )


@cache
def starts() -> tuple[str, ...]:
    """Return what a chain can begin with: causes that no arrow of the table brings about."""
    effects = {arrow.effect for arrow in arrows()}
    return tuple(dict.fromkeys(arrow.cause for arrow in arrows() if arrow.cause not in effects))


def follow(start: Start, places: Sequence[Place]) -> tuple[Link, ...]:
    """Return all steps from a start, nearer steps first; an effect strikes a place once, by the soonest way."""
    if start.kind not in {arrow.cause for arrow in arrows()}:
        raise Refused("unknown_start", start.kind)
    if not 0 < start.radius_km <= 500:
        raise Refused("radius_km_out_of_range", start.radius_km)
    if len(places) > MOST_PLACES:
        raise Refused("too_many_places", len(places))
    origin = Place(key="", kind=start.kind, name=start.name, longitude=start.longitude, latitude=start.latitude)
    now, shelves = [(start.kind, origin, 0.0, 0.0)], _shelved(places)
    found: dict[tuple[str, str], Link] = {}
    for step in range(1, MOST_STEPS + 1):
        reach = start.radius_km if step == 1 else 0.0
        links = _next(now, shelves, reach, step)
        new = {key: link for key, link in links.items() if key not in found}
        found.update(new)
        now = [(link.arrow.effect, link.place, link.low_h, link.high_h) for link in new.values()]
    return tuple(sorted(found.values(), key=lambda link: (link.step, link.low_h, link.distance_km, link.place.name)))


def path(link: Link, known: Mapping[tuple[str, str], Link]) -> tuple[Link, ...]:
    """Return the steps from the start to a step, it last; ``known`` are all by effect and key of their place."""
    steps = [link]
    while steps[-1].step > 1:
        steps.append(known[steps[-1].arrow.cause, steps[-1].origin_place.key])
    return tuple(reversed(steps))


def _shelved(places: Sequence[Place]) -> _Shelves:
    """Return the places of each kind from south to north, and their latitudes."""
    shelves: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda each: each.latitude):
        shelves.setdefault(place.kind, []).append(place)
    return {kind: (tuple(each.latitude for each in found), tuple(found)) for kind, found in shelves.items()}


def _next(
    causes: Sequence[tuple[str, Place, float, float]], shelves: _Shelves, reach: float, step: int
) -> dict[tuple[str, str], Link]:
    soonest: dict[tuple[str, str], Link] = {}
    for cause, origin, low, high in causes:
        for arrow in arrows():
            if arrow.cause != cause:
                continue
            for place, away in _struck(arrow, origin, shelves, max(arrow.within_km, reach)):
                key = (arrow.effect, place.key)
                link = Link(
                    arrow=arrow,
                    origin=origin.name,
                    origin_place=origin,
                    place=place,
                    distance_km=away,
                    low_h=low + arrow.lead_h[0],
                    high_h=high + arrow.lead_h[1],
                    step=step,
                )
                if key not in soonest or (link.low_h, away) < (soonest[key].low_h, soonest[key].distance_km):
                    soonest[key] = link
    return soonest


def _struck(arrow: Arrow, origin: Place, shelves: _Shelves, within_km: float) -> list[tuple[Place, float]]:
    if HERE in arrow.on:
        return [(origin, 0.0)]
    found, wide = [], within_km / _KM_PER_DEGREE
    for latitudes, places in (shelves[kind] for kind in arrow.on if kind in shelves):
        low, high = bisect_left(latitudes, origin.latitude - wide), bisect_right(latitudes, origin.latitude + wide)
        for place in places[low:high]:
            away = distance_km(origin, place)
            if away <= within_km and _suffices(arrow, place):
                found.append((place, away))
    return found


def _suffices(arrow: Arrow, place: Place) -> bool:
    return all(place.strengths.get(name, 0.0) >= least for name, least in arrow.needs.items())


def distance_km(one: Place, other: Place) -> float:
    """Return the distance of two places on the ground."""
    up, over = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    across = cos(radians(one.latitude)) * cos(radians(other.latitude))
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(sin(up / 2) ** 2 + across * sin(over / 2) ** 2)))
