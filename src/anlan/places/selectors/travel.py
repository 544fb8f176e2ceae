"""How long it takes from here to there: by the roads in force round what is closed, else by the straight line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from anlan.kernel.regions import RegionLevel, at_level
from anlan.places.models import RoadClosure, RoadEdition
from anlan.places.selectors.geography import region_at
from anlan.science.roads.network import Network, minutes_by_road, nearest_minutes, network_of
from anlan.science.roads.straight import Terrain, metres_between, minutes_over
from anlan.support.tables import load_table

Place = tuple[float, float]
"""Longitude and latitude, degrees."""

_JUNCTIONS: Final = """
select number, st_x(point), st_y(point) from (
    select start as number, st_startpoint(line) as point from places_road where edition_id = %(edition)s
    union select "end", st_endpoint(line) from places_road where edition_id = %(edition)s
) j order by number
"""
_STRETCHES: Final = """
select r.start, r."end", r.direction, r.metres, r.kind, r."limit", exists (
    select 1 from places_roadclosure c
    where c.id = any(%(closures)s) and st_dwithin(r.line::geography, c.centre::geography, c.radius)
) from places_road r where r.edition_id = %(edition)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """``minutes`` from each place of departure (rows) to each destination (columns); ``by_road``: roads were known.

    A way over the straight line is a guess and has to say so.
    """

    minutes: NDArray[np.float64]
    by_road: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Known:
    edition: int
    closed: tuple[UUID, ...]
    network: Network


_known: dict[str, _Known] = {}


def travel(these: Sequence[Place], those: Sequence[Place], *, now: datetime, is_exercise: bool = False) -> Travel:
    """Return how long it takes from each of these to each of those, by vehicle."""
    starts, ends = _points(these), _points(those)
    network, table = _network(now, is_exercise=is_exercise), load_table("anlan.places", "roads")
    straight = minutes_over(starts, ends, terrain_at(those, table))
    if network is None:
        return Travel(minutes=straight, by_road=np.zeros(straight.shape, dtype=bool))
    minutes = minutes_by_road(network, starts, ends, **_access(table))
    by_road = np.isfinite(minutes)
    return Travel(
        minutes=np.where(by_road, minutes, _beyond_roads(network, starts, ends, straight, table)), by_road=by_road
    )


def first_to_come(bases: Sequence[Place], places: Sequence[Place], *, now: datetime) -> Travel:
    """Return after how many minutes the first of some bases is at each place: one row. No base, nothing comes."""
    if not bases:
        return Travel(minutes=np.full((1, len(places)), np.inf), by_road=np.zeros((1, len(places)), dtype=bool))
    starts, ends = _points(bases), _points(places)
    network, table = _network(now), load_table("anlan.places", "roads")
    straight = minutes_over(starts, ends, terrain_at(places, table))
    if network is None:
        return Travel(minutes=straight.min(axis=0)[None], by_road=np.zeros((1, len(places)), dtype=bool))
    minutes = nearest_minutes(network, starts, ends, **_access(table))[None]
    by_road = np.isfinite(minutes)
    rest = _beyond_roads(network, starts, ends, straight, table).min(axis=0)[None]
    return Travel(minutes=np.where(by_road, minutes, rest), by_road=by_road)


def first_by_air(landings: Sequence[Place], places: Sequence[Place]) -> NDArray[np.float64]:
    """Return minutes until a helicopter of the nearest landing point is over each place."""
    air = load_table("anlan.places", "roads")["air"]
    if not landings:
        return np.full(len(places), np.inf)
    return metres_between(_points(landings), _points(places)).min(axis=0) / 1000 / air["speed"] * 60 + air["leaves_in"]


def terrain_at(places: Sequence[Place], table: dict[str, Any]) -> Terrain:
    """Return the terrain of places: mountain where the first of them lies in a prefecture of mountains."""
    region = region_at(*places[0]) if places else ""
    is_mountain = at_level(region, RegionLevel.PREFECTURE) in table["mountain"]["regions"]
    return Terrain(**table["terrain"]["mountain" if is_mountain else "plain"])


def _beyond_roads(
    network: Network, starts: NDArray[Any], ends: NDArray[Any], straight: NDArray[Any], table: dict[str, Any]
) -> NDArray[np.float64]:
    """Return the straight line's minutes where an end lies beyond all known roads; cut off by road, nothing comes."""
    is_near = [_is_near(network, points, table["nearest_road_metres"]) for points in (starts, ends)]
    return np.where(is_near[0][:, None] & is_near[1][None, :], np.inf, straight)


def _is_near(network: Network, points: NDArray[Any], metres: float) -> NDArray[np.bool_]:
    nearest = network.points[network.nearest(points)]
    return np.array([metres_between(a[None], b[None])[0, 0] <= metres for a, b in zip(points, nearest, strict=True)])


def _access(table: dict[str, Any]) -> dict[str, Any]:
    return {"farthest_metres": table["nearest_road_metres"], "access": Terrain(**table["terrain"]["access"])}


def _points(places: Iterable[Place]) -> NDArray[np.float64]:
    return np.array(list(places), dtype=float).reshape(-1, 2)


def _network(now: datetime, *, is_exercise: bool = False) -> Network | None:
    """Return the network of the roads in force without what is closed; a process keeps it until either changes."""
    edition = RoadEdition.objects.values_list("id", flat=True).first()
    if edition is None:
        return None
    closed = closed_now(now, is_exercise=is_exercise)
    key = "exercise" if is_exercise else "real"
    known = _known.get(key)
    if known is None or (known.edition, known.closed) != (edition, closed):
        known = _known[key] = _Known(edition, closed, _read(edition, closed))
    return known.network


def closed_now(now: datetime, *, is_exercise: bool) -> tuple[UUID, ...]:
    """Return the closures that hold now; an exercise knows its own beside the real ones."""
    rows = RoadClosure.objects.filter(opened_at=None).exclude(until__lte=now)
    if not is_exercise:
        rows = rows.filter(is_exercise=False)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def _read(edition: int, closed: tuple[UUID, ...]) -> Network:
    speeds = load_table("anlan.places", "roads")["speeds"]
    with connection.cursor() as cursor:
        cursor.execute(_JUNCTIONS, {"edition": edition})
        points = np.array([row[1:] for row in cursor.fetchall()])
        cursor.execute(_STRETCHES, {"edition": edition, "closures": list(closed)})
        rows = cursor.fetchall()
    starts, ends, directions = (np.array([row[n] for row in rows], dtype=np.int64) for n in range(3))
    minutes = np.array(
        [
            np.inf if is_closed else metres / 1000 / min(speeds[kind], limit or np.inf) * 60
            for *_, metres, kind, limit, is_closed in rows
        ]
    )
    there, back = directions >= 0, directions <= 0
    return network_of(
        points,
        np.concatenate([starts[there], ends[back]]),
        np.concatenate([ends[there], starts[back]]),
        np.concatenate([minutes[there], minutes[back]]),
    )
