"""Keeping grids of rain that are handed in, deleting them, and running the list of villages on one."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.contrib.gis.geos import MultiPoint, Point
from django.db import transaction

from anlan.analysis.domain import rain
from anlan.analysis.domain.errors import RainGridMissing, RainGridTooLarge
from anlan.analysis.domain.ground import collection, feature
from anlan.analysis.domain.inputs import Field, read_inputs
from anlan.analysis.events import RainGridDeleted, RainGridStored
from anlan.analysis.kinds.kept_grids import kept_grid, seen_grids
from anlan.analysis.models import RainGrid
from anlan.analysis.selectors.rain_grids import HANDING_IN
from anlan.analysis.selectors.scope import RUN
from anlan.analysis.services.rain_grids import inputs_of_grid
from anlan.analysis.services.running import Occasion, run_analysis
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.support import journal, locks, rights
from anlan.support.grid_outlines import outlined
from anlan.support.grids import WGS84, Grid, read_grid, written

LARGEST_FILE: Final = 30_000_000
_MOST_VALUES: Final = 4_000_000
_DRAWN_CELLS: Final = 40_000
FIELDS: Final[tuple[Field, ...]] = HANDING_IN
DRAWN_MM: Final = (25, 50, 100, 250)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRainGrid:
    """A file with a grid of rain, and what its form says: region, name, source, begins_at, hours, unit, layers."""

    raw: bytes
    given: Mapping[str, Any]


@transaction.atomic
def store_rain_grid(new: NewRainGrid, *, actor: Actor, now: datetime) -> UUID:
    """Keep a grid of rain; return its id, that of the one there is where the region has the same file already."""
    said = read_inputs(FIELDS, new.given)
    rights.require(actor, RUN, said["region"])
    if not new.raw:
        raise RainGridMissing
    if len(new.raw) > LARGEST_FILE:
        raise RainGridTooLarge
    locks.hold(f"analysis:rain_grids:{said['region']}")
    digest = hashlib.sha256(new.raw).hexdigest()
    there = RainGrid.objects.filter(region=said["region"], digest=digest).values_list("id", flat=True).first()
    if there is not None:
        return UUID(str(there))
    row = _row(read_grid(new.raw, said["variable"] or ""), said)
    row.digest, row.stored_by, row.stored_at = digest, actor.name, now
    row.save(force_insert=True)
    event = RainGridStored(**_event(row), largest_mm=round(row.largest_mm, 1))
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def delete_rain_grid(grid_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Delete a grid of rain; the runs that were made with it keep what they had read of it."""
    row = seen_grids(actor).select_for_update().filter(id=grid_id).first()
    if row is None:
        raise NotFound(what="rain_grid", id=str(grid_id))
    rights.require(actor, RUN, row.region)
    event = RainGridDeleted(**_event(row))
    row.delete()
    journal.announce(event, actor=actor, now=now)


def run_kept_grid(grid_id: UUID, *, region: str, actor: Actor, now: datetime, token: UUID | None = None) -> UUID:
    """Run the list of villages of a region on a grid that was handed in; return the run's id."""
    kept = kept_grid(actor, grid_id)
    whole = replace(kept.grid, values=rain.total(kept.grid.values)[None])
    inputs = inputs_of_grid(whole, region, kept.row.hours, actor)
    inputs["source"] = f"{kept.row.name} {in_china(kept.row.begins_at):%Y-%m-%d %H:%M}"
    return run_analysis("rain", inputs, actor=actor, now=now, occasion=Occasion(token=token))


def _row(grid: Grid, said: Mapping[str, Any]) -> RainGrid:
    if grid.values.size > _MOST_VALUES:
        raise RainGridTooLarge
    steps = rain.by_steps(rain.in_millimetres(grid.values, grid.unit, said["unit"]), said["layers"])
    whole = rain.total(steps)
    row, column = rain.largest_cell(whole)
    corners = _on_earth(grid, [(0, 0), (0, whole.shape[1]), (whole.shape[0], 0), whole.shape])
    return RainGrid(
        region=said["region"],
        name=said["name"],
        source=said["source"] or "",
        begins_at=datetime.fromisoformat(said["begins_at"]),
        hours=said["hours"],
        steps=steps.shape[0],
        unit=grid.unit,
        rows=whole.shape[0],
        columns=whole.shape[1],
        box=list(corners.extent),
        largest_mm=float(whole[row, column]),
        largest_at=list(_on_earth(grid, [(row + 0.5, column + 0.5)])[0].coords),
        missing_share=float(np.mean(~np.isfinite(whole))),
        drawn=_drawn(grid, whole),
        packed=written(replace(grid, values=steps)),
    )


def _on_earth(grid: Grid, cells: list[tuple[float, float]]) -> MultiPoint:
    """Return rows and columns, counted from the north west, as points in degrees."""
    points = (Point(grid.west + column * grid.width, grid.north - row * grid.height) for row, column in cells)
    found = MultiPoint(*points, srid=grid.srid)
    found.transform(WGS84)
    return found


def _drawn(grid: Grid, whole: rain.Floats) -> dict[str, Any]:
    """Return where at least so much falls, each cell in its own class; of a fine grid only one of several cells."""
    every = max(1, int(np.ceil(np.sqrt(whole.size / _DRAWN_CELLS))))
    part = np.nan_to_num(whole[::every, ::every], nan=-1.0)
    coarse = replace(grid, values=part[None], width=grid.width * every, height=grid.height * every)
    limits = (*DRAWN_MM, np.inf)
    return collection(
        feature(outlined(coarse, cells), f"\u2265{least} mm", level)
        for level, (least, most) in enumerate(pairwise(limits), start=1)
        if np.any(cells := (part >= least) & (part < most))
    )


def _event(row: RainGrid) -> dict[str, Any]:
    return {"subject": f"rain_grid:{row.id}", "region": row.region, "grid_id": row.id, "name": row.name}
