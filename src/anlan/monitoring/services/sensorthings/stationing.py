"""Registers the station that a Thing is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.gis.geos import GEOSGeometry

from anlan.kernel.actors import Actor
from anlan.kernel.ids import new_id
from anlan.kernel.regions import NATION, normalise
from anlan.monitoring.models import Station
from anlan.monitoring.services.registering import NewStation, register_station
from anlan.monitoring.services.sensorthings.shapes import point_of
from anlan.places import api as places
from anlan.protocols.sensorthings.errors import BadEntity
from anlan.support.rights import may, regions_of, require

_RIGHT = "monitoring.register_station"
_DEFAULT_KIND = "iot"
_HOUSE_FIELDS = ("code", "kind", "region", "owner", "source")


@dataclass(frozen=True, slots=True)
class Placement:
    """A Thing to come: its name, what its ``properties.anlan`` says, and where it is, if that is known."""

    name: str
    wanted: Mapping[str, Any]
    shape: GEOSGeometry | None


def home(actor: Actor) -> str:
    """Return the outermost region where the actor may register; the nation where there is none, which then refuses."""
    return next(iter(regions_of(actor, _RIGHT)), NATION)


def station_for(placement: Placement, *, actor: Actor, now: datetime) -> Station:
    """Register the station of a Thing in the region that is named, or where it stands, or the actor's own."""
    if not regions_of(actor, _RIGHT):
        require(actor, _RIGHT, NATION)
    wanted = placement.wanted
    if not isinstance(wanted, dict) or any(not isinstance(wanted.get(name, ""), str) for name in _HOUSE_FIELDS):
        raise BadEntity(entity="Thing", field="properties/anlan", detail=f"takes {', '.join(_HOUSE_FIELDS)} as strings")
    point = point_of(placement.shape) if placement.shape is not None else None
    region = _region(wanted, (point.x, point.y) if point is not None else None, actor)
    longitude, latitude = (point.x, point.y) if point is not None else _seat(region)
    station_id = register_station(
        station=NewStation(
            code=wanted.get("code") or f"STA-{new_id().hex[-12:]}",
            name=placement.name,
            kind=wanted.get("kind") or _DEFAULT_KIND,
            region=region,
            longitude=longitude,
            latitude=latitude,
            quantities=(),
            owner=wanted.get("owner", ""),
            source=wanted.get("source") or "SensorThings",
        ),
        actor=actor,
        now=now,
    )
    return Station.objects.get(id=station_id)


def _region(wanted: Mapping[str, Any], point: tuple[float, float] | None, actor: Actor) -> str:
    if wanted.get("region"):
        return normalise(wanted["region"])
    there = places.region_at(*point) if point else NATION
    own = home(actor)
    region = there if there != NATION and (may(actor, _RIGHT, there) or own == NATION) else own
    if region == NATION:
        raise BadEntity(entity="Thing", field="properties/anlan/region", detail="is needed where the place is unknown")
    return region


def _seat(region: str) -> tuple[float, float]:
    """Return where a region is, for a Thing that is somewhere in it."""
    found = places.middle_of(region)
    if found is None:
        raise BadEntity(entity="Thing", field="Locations", detail="is needed where the region's place is unknown")
    return found
