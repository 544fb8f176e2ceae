"""The ground's height around a place."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.gis.geos import Point

from anlan.places.models import Elevation
from anlan.support.grids import WGS84, Grid, read_grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Elevations in m on square cells in metres, whose they are, and which edition."""

    id: UUID
    name: str
    source: str
    edition: str
    is_demo: bool
    box: tuple[float, float, float, float]
    grid: Grid


def ground_at(longitude: float, latitude: float) -> Ground | None:
    """Return the finest, then newest grid of elevations in which a place lies; None where there is none."""
    place = Point(longitude, latitude, srid=WGS84)
    row = Elevation.objects.filter(box__contains=place).first()
    if row is None:
        return None
    return Ground(
        id=row.id,
        name=row.name,
        source=row.source,
        edition=f"{row.name}, {row.as_of}, {row.cell_m:.1f} m",
        is_demo=row.is_demo,
        box=row.box.extent,
        grid=read_grid(bytes(row.packed)),
    )
