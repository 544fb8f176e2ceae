"""Loading grids of elevations."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
from django.contrib.gis.geos import MultiPoint, Point, Polygon
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.kernel.regions import NATION
from anlan.places.events import ElevationLoaded
from anlan.places.models import Elevation
from anlan.support import journal, locks
from anlan.support.grids import WGS84, Grid, in_metres, read_grid, written
from anlan.support.rights import require

MOST_CELLS: Final = 4_000_000
LOWEST, HIGHEST = -500.0, 9000.0


class NoElevations(AnlanError):
    """A grid that holds no elevations in metres: ``least``, ``most``."""

    code = "places.no_elevations"
    message = "This grid goes from %(least)s to %(most)s: these are no elevations in metres."


class ElevationTooLarge(AnlanError):
    """A grid of more cells than a flood is reckoned on: ``cells``."""

    code = "places.elevation_too_large"
    message = "This grid has %(cells)s cells, more than 4,000,000. Cut it, or load it coarser."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewElevation:
    """A file with a grid of elevations, how pages call it, whose it is and of which day."""

    raw: bytes
    name: str
    source: str
    as_of: date
    is_demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedElevation:
    """What was loaded; ``is_repeated``: it was there already."""

    name: str
    rows: int
    columns: int
    cell_m: float
    is_repeated: bool = False


@transaction.atomic
def load_elevation(new: NewElevation, *, actor: Actor, now: datetime) -> LoadedElevation:
    """Keep a grid of elevations, on square cells in metres; the same file again changes nothing."""
    require(actor, "places.load", NATION)
    locks.hold("places:elevations")
    digest = hashlib.sha256(new.raw).hexdigest()
    there = Elevation.objects.filter(digest=digest).first()
    if there:
        return _loaded(there, is_repeated=True)
    grid = in_metres(read_grid(new.raw))
    _refuse(grid)
    rows, columns = grid.values.shape[1:]
    row = Elevation.objects.create(
        name=new.name[:80],
        source=new.source[:120],
        as_of=new.as_of,
        digest=digest,
        cell_m=grid.width,
        rows=rows,
        columns=columns,
        box=_box(grid),
        packed=written(grid),
        is_demo=new.is_demo,
        loaded_at=now,
        loaded_by=actor.name,
    )
    event = ElevationLoaded(
        subject=f"elevation:{row.id}", region=NATION, name=row.name, source=row.source, cell_m=round(row.cell_m, 2)
    )
    journal.announce(event, actor=actor, now=now)
    return _loaded(row)


@transaction.atomic
def remove_demonstration_elevations() -> int:
    """Remove the invented grids; return how many there were."""
    return Elevation.objects.filter(is_demo=True).delete()[0]


def _refuse(grid: Grid) -> None:
    heights = grid.values[0][np.isfinite(grid.values[0])]
    if grid.values[0].size > MOST_CELLS:
        raise ElevationTooLarge(cells=grid.values[0].size)
    if not heights.size or heights.min() < LOWEST or heights.max() > HIGHEST:
        ends = (f"{heights.min():g}", f"{heights.max():g}") if heights.size else ("-", "-")
        raise NoElevations(least=ends[0], most=ends[1])


def _box(grid: Grid) -> Polygon:
    rows, columns = grid.values.shape[1:]
    east, south = grid.west + columns * grid.width, grid.north - rows * grid.height
    corners = MultiPoint(*(Point(x, y) for x in (grid.west, east) for y in (grid.north, south)), srid=grid.srid)
    corners.transform(WGS84)
    return Polygon.from_bbox(corners.extent)


def _loaded(row: Elevation, *, is_repeated: bool = False) -> LoadedElevation:
    return LoadedElevation(
        name=row.name, rows=row.rows, columns=row.columns, cell_m=row.cell_m, is_repeated=is_repeated
    )
