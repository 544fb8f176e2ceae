"""Grids of rain that were handed in: the list, and one with its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.inputs import Field
from anlan.analysis.domain.rain import EACH, ONE, RUNNING
from anlan.analysis.kinds.kept_grids import RainGridRow, grid_row, one_grid, seen_grids
from anlan.analysis.models import RainGrid
from anlan.kernel.actors import Actor
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
_HEAVY: Final = ("packed", "drawn")
_SORTS: Final = {"stored": "stored_at", "begins": "begins_at", "largest": "largest_mm", "name": "name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RainGridFilter:
    """What to list; empty fields filter nothing. ``sort`` is stored, begins, largest or name, with "-" downwards."""

    text: str = ""
    sort: str = "-stored"


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
    row = one_grid(seen_grids(actor).defer("packed"), grid_id)
    return grid_row(row), row.drawn


def _rows(rows: Sequence[RainGrid]) -> list[RainGridRow]:
    return [grid_row(row) for row in rows]
