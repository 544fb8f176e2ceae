"""Acts on roads: loading an extract, closing and opening."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import numpy as np
from django.contrib.gis.geos import LineString, Point
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, InvalidValue, NotFound, TransitionNotAllowed
from anlan.kernel.regions import NATION
from anlan.places import events
from anlan.places.models import Road, RoadClosure, RoadEdition
from anlan.protocols import osm_roads
from anlan.science.roads.straight import metres_between
from anlan.support import journal, locks
from anlan.support.rights import require, require_visible

CLOSE: Final = "places.close_roads"
_BATCH: Final = 5000
LEAST_METRES, MOST_METRES = 50, 20_000


class RoadsUnreadable(AnlanError):
    """An extract holds no road, or is none: ``detail``."""

    code = "places.roads_unreadable"
    message = "This file is no OpenStreetMap extract with roads (%(detail)s). Load a .osm or .osm.pbf file."


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedRoads:
    """What an extract brought, and what of it no way is found by; ``is_repeated``: it was in force already."""

    stretches: int
    junctions: int
    kilometres: float
    left_out: osm_roads.LeftOut = field(default_factory=osm_roads.LeftOut)
    is_repeated: bool = False


@transaction.atomic
def load_roads(
    *, path: Path, source: str, as_of: date, actor: Actor, now: datetime, progress: Callable[[int], None] | None = None
) -> LoadedRoads:
    """Bring the roads of an OpenStreetMap extract into force in place of the earlier ones."""
    require(actor, "places.load", NATION)
    locks.hold("places:roads")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    newest = RoadEdition.objects.first()
    if newest and newest.digest == digest:
        return LoadedRoads(
            stretches=newest.stretches, junctions=newest.junctions, kilometres=newest.kilometres, is_repeated=True
        )
    Road.objects.all().delete()
    edition = RoadEdition.objects.create(
        source=source[:120],
        as_of=as_of,
        digest=digest,
        stretches=0,
        junctions=0,
        kilometres=0,
        loaded_at=now,
        loaded_by=actor.name,
    )
    left = osm_roads.LeftOut()
    _store(edition, osm_roads.read_roads(path, left), progress)
    event = events.RoadsLoaded(
        subject="roads", region=NATION, source=edition.source, as_of=as_of.isoformat(), stretches=edition.stretches
    )
    journal.announce(event, actor=actor, now=now)
    return LoadedRoads(
        stretches=edition.stretches, junctions=edition.junctions, kilometres=edition.kilometres, left_out=left
    )


def _store(edition: RoadEdition, roads: Iterable[osm_roads.Road], progress: Callable[[int], None] | None) -> None:
    numbers: dict[int, int] = {}
    rows: list[Road] = []
    metres = 0.0
    try:
        for each in roads:
            row = _row(edition, each, numbers)
            metres += row.metres
            edition.stretches += 1
            rows.append(row)
            if len(rows) == _BATCH:
                Road.objects.bulk_create(rows)
                rows.clear()
                if progress:
                    progress(edition.stretches)
    except osm_roads.NoRoads as error:
        raise RoadsUnreadable(detail=str(error)[:200]) from error
    Road.objects.bulk_create(rows)
    edition.junctions, edition.kilometres = len(numbers), round(metres / 1000, 1)
    edition.save()


def _row(edition: RoadEdition, road: osm_roads.Road, numbers: dict[int, int]) -> Road:
    points = np.array(road.points)
    metres = float(np.diagonal(metres_between(points[:-1], points[1:])).sum())
    return Road(
        edition=edition,
        way=road.way,
        kind=road.kind,
        name=road.name[:120],
        start=numbers.setdefault(road.start, len(numbers)),
        end=numbers.setdefault(road.end, len(numbers)),
        direction=road.direction,
        limit=road.limit,
        metres=metres,
        line=LineString(road.points, srid=4326),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Where roads are closed: a circle of ``radius`` metres round a point, said in words, why, and until when."""

    region: str
    place: str
    reason: str
    longitude: float
    latitude: float
    radius: float
    until: datetime | None = None
    is_exercise: bool = False


@transaction.atomic
def close_roads(*, closing: Closing, actor: Actor, now: datetime) -> UUID:
    """Close all roads in a circle; ways are found round it from now on."""
    require(actor, CLOSE, closing.region)
    _refuse_nonsense(closing, now)
    row = RoadClosure.objects.create(
        region=closing.region,
        place=closing.place.strip(),
        reason=closing.reason.strip(),
        centre=Point(closing.longitude, closing.latitude, srid=4326),
        radius=closing.radius,
        is_exercise=closing.is_exercise,
        closed_at=now,
        closed_by=actor.name,
        until=closing.until,
    )
    _announce(events.RoadsClosed, row, actor, now)
    return row.id


@transaction.atomic
def open_roads(*, closure_id: UUID, actor: Actor, now: datetime) -> None:
    """Open again what was closed; a second time is refused."""
    row = RoadClosure.objects.select_for_update().filter(id=closure_id).first()
    if row is None:
        raise NotFound(what="closure", id=closure_id)
    require_visible(actor, CLOSE, row.region, "closure")
    if row.opened_at:
        raise TransitionNotAllowed(what="closure", state="open", act="open")
    row.opened_at, row.opened_by = now, actor.name
    row.save()
    _announce(events.RoadsOpened, row, actor, now)


def _refuse_nonsense(closing: Closing, now: datetime) -> None:
    for name in ("place", "reason"):
        if not getattr(closing, name).strip():
            raise InvalidValue(field=name, value="", rule="not_empty")
    if not (-180 <= closing.longitude <= 180 and -90 <= closing.latitude <= 90):
        value = f"{closing.longitude}, {closing.latitude}"
        raise InvalidValue(field="longitude, latitude", value=value, rule="within_the_globe")
    if not LEAST_METRES <= closing.radius <= MOST_METRES:
        raise InvalidValue(field="radius", value=str(closing.radius), rule="50_to_20000_metres")
    if closing.until and closing.until <= now:
        raise InvalidValue(field="until", value="", rule="in_the_future")


def _announce(
    event_class: type[events.RoadsClosed | events.RoadsOpened], row: RoadClosure, actor: Actor, now: datetime
) -> None:
    event = event_class(
        subject=f"closure:{row.id}", region=row.region, exercise=row.is_exercise, place=row.place, reason=row.reason
    )
    journal.announce(event, actor=actor, now=now)
