"""Grids of rain that were handed in: the list, and one with its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.rain import EACH, ONE, RUNNING
from anlan.analysis.models import RainGrid
from anlan.analysis.selectors.scope import SEE
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.grids import Grid, read_grid
from anlan.support.rows import Rows

HANDING_IN: Final = (
    Field(name="region", label=msg("Place"), kind="region"),
    Field(name="name", label=msg("Name of the grid"), kind="text", longest=80),
    Field(name="source", label=msg("Where the rain is from"), kind="text", longest=120, is_needed=False),
    Field(name="begins_at", label=msg("Beginning of the rain"), kind="moment"),
    Field(name="hours", label=msg("Within hours"), unit="h", low=1, high=72, default="24"),
    Field(
        name="unit",
        label=msg("Unit of the values"),
        kind="choice",
        is_needed=False,
        choices=(("mm", msg("Millimetres")), ("0.1mm", msg("Tenths of millimetres")), ("m", msg("Metres"))),
    ),
    Field(
        name="layers",
        label=msg("Layers of the file"),
        kind="choice",
        default=ONE,
        choices=(
            (ONE, msg("One: the rain of all hours")),
            (EACH, msg("Several: each the rain of its step")),
            (RUNNING, msg("Several: each the rain since the beginning")),
        ),
    ),
    Field(name="variable", label=msg("Variable of a NetCDF file"), kind="text", longest=60, is_needed=False),
)
_PLAIN: Final = (
    *("id", "region", "name", "source", "begins_at", "hours", "steps", "unit", "rows", "columns"),
    *("largest_mm", "missing_share", "stored_by", "stored_at"),
)
_HEAVY: Final = ("packed", "drawn")
_SORTS: Final = {"stored": "stored_at", "begins": "begins_at", "largest": "largest_mm", "name": "name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RainGridFilter:
    """What to list; empty fields filter nothing. ``sort`` is stored, begins, largest or name, with "-" downwards."""

    text: str = ""
    sort: str = "-stored"


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


def rain_grids(actor: Actor, wanted: RainGridFilter | None = None) -> Rows[RainGridRow]:
    """Return the grids that match, the newest first unless said otherwise."""
    wanted = wanted or RainGridFilter()
    rows = seen_grids(actor).defer(*_HEAVY)
    if wanted.text:
        rows = rows.filter(name__icontains=wanted.text) | rows.filter(source__icontains=wanted.text)
    column = F(_SORTS.get(wanted.sort.removeprefix("-"), "stored_at"))
    order = column.desc() if wanted.sort.startswith("-") else column.asc()
    return Rows(rows.order_by(order, F("id").desc()), _rows)


def rain_grid(actor: Actor, grid_id: UUID) -> tuple[RainGridRow, Mapping[str, Any]]:
    """Return one grid and the drawing of its rain."""
    row = _one(seen_grids(actor).defer("packed"), grid_id)
    return _of(row), row.drawn


def kept_grid(actor: Actor, grid_id: UUID) -> KeptGrid:
    """Return one grid with its values."""
    row = _one(seen_grids(actor), grid_id)
    return KeptGrid(row=_of(row), grid=read_grid(bytes(row.packed)))


def _one(rows: QuerySet[RainGrid], grid_id: UUID) -> RainGrid:
    row = rows.filter(id=grid_id).first()
    if row is None:
        raise NotFound(what="rain_grid", id=str(grid_id))
    return row


def _rows(rows: Sequence[RainGrid]) -> list[RainGridRow]:
    return [_of(row) for row in rows]


def _of(row: RainGrid) -> RainGridRow:
    west, south, east, north = row.box
    return RainGridRow(
        **{name: getattr(row, name) for name in _PLAIN},
        box=(west, south, east, north),
        largest_at=(row.largest_at[0], row.largest_at[1]),
    )
