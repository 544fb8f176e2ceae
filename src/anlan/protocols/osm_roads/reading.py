"""A file of OpenStreetMap (.osm, .osm.pbf) as stretches of road between junctions, none much over a kilometre."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from anlan.kernel.later import later

osmium = later("osmium")


CLASSES: Final = (
    *("motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link"),
    *("tertiary", "tertiary_link", "unclassified", "residential", "living_street", "service", "track"),
)
_CLOSED: Final = frozenset({"no", "private", "agricultural", "forestry"})
_FORWARD: Final = frozenset({"yes", "true", "1"})
_ROUND: Final = frozenset({"roundabout", "circular"})
_SPEED: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(?:km/h|kmh|(mph))?")
_MPH: Final = 1.609344
_BACKWARD: Final = frozenset({"-1", "reverse"})
_LONGEST_METRES: Final = 1000
"""A longer stretch is cut at its next node, so that who lives beside a long road finds a junction near him."""

_METRES_A_DEGREE: Final = 111_195.0


class NoRoads(ValueError):
    """The file cannot be read, or holds no road that cars may use."""


@dataclass(frozen=True, slots=True)
class Road:
    """A stretch between two junctions or cuts: node ids of its ends, (longitude, latitude) on the way, and its tags.

    ``direction``: 1 from the first end to the last only, -1 the other way only, 0 both. ``limit``: km/h, where told.
    """

    way: int
    kind: str
    name: str
    start: int
    end: int
    points: tuple[tuple[float, float], ...]
    direction: int
    limit: float | None = None


@dataclass(slots=True)
class LeftOut:
    """What of an extract no stretch tells: ways closed to cars, ferries, turn restrictions, and what was unclear.

    ``cut``: ways of which a node is missing; ``speeds``: ways whose speed limit is no figure in km/h or mph.
    """

    closed: int = 0
    ferries: int = 0
    restrictions: int = 0
    cut: int = 0
    speeds: int = 0


def read_roads(path: Path, left: LeftOut | None = None) -> Iterator[Road]:
    """Yield the stretches of all ways that cars may use; ways whose nodes lie outside the extract end at its edge.

    What is left out is counted in ``left``.
    """
    left = left or LeftOut()
    uses: Counter[int] = Counter()
    try:
        for way in _ways(path, left):
            ids = [node.ref for node in way.nodes]
            uses.update(ids)
            uses.update((ids[0], ids[-1]))
        if not uses:
            raise NoRoads("no road that cars may use")
        for way in _ways_with_places(path):
            yield from _stretches(way, uses, left)
    except RuntimeError as error:
        raise NoRoads(str(error)) from error


def _ways(path: Path, left: LeftOut) -> Iterable[Any]:
    reading: Any = osmium.FileProcessor(str(path), osmium.osm.WAY | osmium.osm.RELATION)
    for each in reading:
        if not each.is_way():
            left.restrictions += each.tags.get("type") == "restriction"
        elif _is_road(each):
            if _is_for_cars(each.tags):
                yield each
            else:
                left.closed += 1
        else:
            left.ferries += each.tags.get("route") == "ferry"


def _ways_with_places(path: Path) -> Iterable[Any]:
    reading: Any = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations()
    for each in reading.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)):
        if _is_road(each) and _is_for_cars(each.tags):
            yield each


def _is_road(way: Any) -> bool:
    return len(way.nodes) > 1 and way.tags.get("highway") in CLASSES and way.tags.get("area") != "yes"


def _is_for_cars(tags: Any) -> bool:
    """Tell whether rescue vehicles may drive there: the nearest word on vehicles holds; emergency=yes opens it."""
    access = tags.get("motor_vehicle") or tags.get("vehicle") or tags.get("access") or ""
    return access not in _CLOSED or tags.get("emergency") == "yes"


def _stretches(way: Any, uses: Counter[int], left: LeftOut) -> Iterator[Road]:
    kind, name, direction = way.tags["highway"], way.tags.get("name", ""), _direction(way.tags)
    limit = _limit(way.tags.get("maxspeed", ""))
    left.speeds += limit is None and bool(way.tags.get("maxspeed"))
    left.cut += any(not node.location.valid() for node in way.nodes)
    start: int | None = None
    last = 0
    points: list[tuple[float, float]] = []
    for node in way.nodes:
        if not node.location.valid():
            if start is not None and len(points) > 1:
                yield Road(way.id, kind, name, start, last, tuple(points), direction, limit)
            start, points = None, []
            continue
        points.append((node.lon, node.lat))
        last = node.ref
        if start is None:
            start = node.ref
        elif uses[node.ref] > 1 or _metres(points) > _LONGEST_METRES:
            yield Road(way.id, kind, name, start, node.ref, tuple(points), direction, limit)
            start, points = node.ref, [(node.lon, node.lat)]


def _limit(said: str) -> float | None:
    """Return a speed limit in km/h, the lowest of several; None where none is said as a figure (``CN:rural``)."""
    found = [_SPEED.fullmatch(each.strip()) for each in said.split(";")]
    limits = [float(each[1]) * (_MPH if each[2] else 1) for each in found if each]
    return min((each for each in limits if each > 0), default=None)


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
    is_one_way = tags.get("highway") == "motorway" or tags.get("junction") in _ROUND
    return 1 if said in _FORWARD or (is_one_way and said != "no") else 0
