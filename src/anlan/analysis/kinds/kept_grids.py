"""Grids of rain as they are kept: what lists show of one, and its values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from anlan.analysis.models import RainGrid
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.grids import Grid, read_grid

SEE: Final = "analysis.see"
_PLAIN: Final = (
    *("id", "region", "name", "source", "begins_at", "hours", "steps", "unit", "rows", "columns"),
    *("largest_mm", "missing_share", "stored_by", "stored_at"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RainGridRow:
    """A grid of rain as the list shows it; ``box`` is west, south, east, north, ``steps`` how many layers it has."""

    id: UUID
    region: str
    name: str
    source: str
    begins_at: datetime
    hours: float
    steps: int
    unit: str
    rows: int
    columns: int
    box: tuple[float, float, float, float]
    largest_mm: float
    largest_at: tuple[float, float]
    missing_share: float
    stored_by: str
    stored_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptGrid:
    """A grid with its rain in mm by steps."""

    row: RainGridRow
    grid: Grid


def seen_grids(actor: Actor) -> QuerySet[RainGrid]:
    """Return the grids that the actor sees."""
    return RainGrid.objects.filter(rights.within(actor, SEE))


def kept_grid(actor: Actor, grid_id: UUID) -> KeptGrid:
    """Return one grid with its values."""
    row = one_grid(seen_grids(actor), grid_id)
    return KeptGrid(row=grid_row(row), grid=read_grid(bytes(row.packed)))


def one_grid(rows: QuerySet[RainGrid], grid_id: UUID) -> RainGrid:
    """Return one of some grids, or say that there is none."""
    row = rows.filter(id=grid_id).first()
    if row is None:
        raise NotFound(what="rain_grid", id=str(grid_id))
    return row


def grid_row(row: RainGrid) -> RainGridRow:
    """Return what lists show of a grid."""
    west, south, east, north = row.box
    return RainGridRow(
        **{name: getattr(row, name) for name in _PLAIN},
        box=(west, south, east, north),
        largest_at=(row.largest_at[0], row.largest_at[1]),
    )
