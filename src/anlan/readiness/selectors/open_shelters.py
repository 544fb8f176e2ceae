"""The open shelters as everyone may know them: where, how far, how many more fit; nobody's name or number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import QuerySet

from anlan.readiness.domain.shelters import ShelterState
from anlan.readiness.models import Shelter


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShelter:
    """A shelter that takes people now; ``metres`` from the place that was asked about, as the crow flies."""

    id: UUID
    name: str
    region: str
    longitude: float
    latitude: float
    capacity: int
    free: int
    is_indoor: bool
    has_water: bool
    has_power: bool
    has_medical: bool
    metres: int


def open_shelters_near(place: GEOSGeometry, *, within_metres: int, limit: int = 5) -> tuple[OpenShelter, ...]:
    """Return the open shelters nearest to a point or an area, nearest first, none farther than ``within_metres``."""
    rows = _open().annotate(away=Distance("location", place, spheroid=place.geom_type == "Point"))
    return _read(rows.filter(away__lte=within_metres).order_by("away", "code")[:limit])


def _open() -> QuerySet[Shelter]:
    return Shelter.objects.filter(state=ShelterState.OPEN.value, retired_at=None)


def _read(rows: Sequence[Any]) -> tuple[OpenShelter, ...]:
    return tuple(
        OpenShelter(
            id=row.id,
            name=row.name,
            region=row.region,
            longitude=row.location.x,
            latitude=row.location.y,
            capacity=row.capacity,
            free=row.capacity - row.occupants,
            is_indoor=row.is_indoor,
            has_water=row.has_water,
            has_power=row.has_power,
            has_medical=row.has_medical,
            metres=round(row.away.m),
        )
        for row in rows
    )
