"""A file of OpenStreetMap (.osm, .osm.pbf) as stretches of road between junctions, none much over a kilometre."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import osmium

CLASSES: Final = (
    *("motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link"),
    *("tertiary", "tertiary_link", "unclassified", "residential", "living_street", "service", "track"),
)
_CLOSED: Final = frozenset({"no", "private", "agricultural", "forestry"})
_FORWARD: Final = frozenset({"yes", "true", "1"})
_BACKWARD: Final = frozenset({"-1", "reverse"})
_LONGEST_METRES: Final = 1000
"""A longer stretch is cut at its next node, so that who lives beside a long road finds a junction near him."""

_METRES_A_DEGREE: Final = 111_195.0


class NoRoads(ValueError):
    """The file cannot be read, or holds no road that cars may use."""


@dataclass(frozen=True, slots=True)
class Road:
    """A stretch between two junctions or cuts: node ids of its ends, (longitude, latitude) on the way, and its tags.

    ``direction``: 1 from the first end to the last only, -1 the other way only, 0 both.
    """

    way: int
    kind: str
    name: str
    start: int
    end: int
    points: tuple[tuple[float, float], ...]
    direction: int


def read_roads(path: Path) -> Iterator[Road]:
    """Yield the stretches of all ways that cars may use; ways whose nodes lie outside the extract end at its edge."""
    uses: Counter[int] = Counter()
    try:
        for way in _ways(path, with_locations=False):
            ids = [node.ref for node in way.nodes]
            uses.update(ids)
            uses.update((ids[0], ids[-1]))
        if not uses:
            raise NoRoads("no road that cars may use")
        for way in _ways(path, with_locations=True):
            yield from _stretches(way, uses)
    except RuntimeError as error:
        raise NoRoads(str(error)) from error


def _ways(path: Path, *, with_locations: bool) -> Iterable[Any]:
    reading: Any = osmium.FileProcessor(str(path))
    if with_locations:
        reading = reading.with_locations()
    for each in reading:
        if each.is_way() and len(each.nodes) > 1 and _is_for_cars(each.tags):
            yield each


def _is_for_cars(tags: Any) -> bool:
    access = tags.get("motor_vehicle") or tags.get("vehicle") or tags.get("access") or ""
    return tags.get("highway") in CLASSES and access not in _CLOSED and tags.get("area") != "yes"


def _stretches(way: Any, uses: Counter[int]) -> Iterator[Road]:
    kind, name, direction = way.tags["highway"], way.tags.get("name", ""), _direction(way.tags)
    start: int | None = None
    points: list[tuple[float, float]] = []
    for node in way.nodes:
        if not node.location.valid():
            start, points = None, []
            continue
        points.append((node.lon, node.lat))
        if start is None:
            start = node.ref
        elif uses[node.ref] > 1 or _metres(points) > _LONGEST_METRES:
            yield Road(way.id, kind, name, start, node.ref, tuple(points), direction)
            start, points = node.ref, [(node.lon, node.lat)]


def _metres(points: list[tuple[float, float]]) -> float:
    """Return about how long a line is; only where it is cut hangs on it."""
    return sum(
        math.hypot((b[0] - a[0]) * math.cos(math.radians(a[1])), b[1] - a[1]) * _METRES_A_DEGREE
        for a, b in pairwise(points)
    )


def _direction(tags: Any) -> int:
    said = tags.get("oneway", "")
    if said in _BACKWARD:
        return -1
    is_one_way = tags.get("highway") == "motorway" or tags.get("junction") == "roundabout"
    return 1 if said in _FORWARD or (is_one_way and said != "no") else 0
