"""Where to go: the open shelters nearest to a place or in a warned area, with the way to look."""

from dataclasses import dataclass
from typing import Final

from django.contrib.gis.geos import GEOSGeometry, Point
from shapely.geometry.base import BaseGeometry

from anlan.places import api as places
from anlan.public_warnings.domain.reading import compass_of
from anlan.readiness import api as readiness

_FAR_FROM_A_PLACE: Final = 20_000
_FAR_FROM_AN_AREA: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuge:
    """An open shelter, and where it lies from a chosen place: ``compass`` counts eight directions from north.

    Without a chosen place there is no direction, and the way is that from the warned area: 0 lies inside.
    """

    shelter: readiness.OpenShelter
    place: str
    compass: int | None

    @property
    def metres(self) -> int:
        """Return how far it is, as the crow flies."""
        return self.shelter.metres


def refuges_near(region: str, *, limit: int = 5) -> tuple[Refuge, ...]:
    """Return the open shelters nearest to a division's point, none that is too far to help."""
    found = places.divisions((region,)).get(region)
    if found is None or found.longitude is None or found.latitude is None:
        return ()
    point = Point(found.longitude, found.latitude, srid=4326)
    near = readiness.open_shelters_near(point, within_metres=_FAR_FROM_A_PLACE, limit=limit)
    return _refuges(near, (point.x, point.y))


def refuges_in(area: BaseGeometry, *, limit: int = 5) -> tuple[Refuge, ...]:
    """Return the open shelters in a warned area, then those nearest to it."""
    place = GEOSGeometry(area.wkt, srid=4326)
    return _refuges(readiness.open_shelters_near(place, within_metres=_FAR_FROM_AN_AREA, limit=limit), None)


def _refuges(found: tuple[readiness.OpenShelter, ...], here: tuple[float, float] | None) -> tuple[Refuge, ...]:
    called = places.full_names(each.region for each in found)
    return tuple(
        Refuge(
            shelter=each,
            place=called[each.region],
            compass=compass_of(here, (each.longitude, each.latitude)) if here else None,
        )
        for each in found
    )
