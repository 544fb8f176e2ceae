"""Maps of shaking that were handed in: the list, and one with its values."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db.models import F, Q, QuerySet

from anlan.analysis.domain.earthquake.measured import Shaking, acceleration_of, degrees_of
from anlan.analysis.models import ShakingMap
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.rows import Rows

SEE: Final = "analysis.see"
_PLAIN: Final = (
    *("id", "region", "place", "event", "version", "originator", "status", "is_scenario", "magnitude", "depth_km"),
    *("longitude", "latitude", "occurred_at", "west", "north", "width", "height", "rows", "columns", "fields"),
    *("stored_by", "stored_at"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShakingRow:
    """A map of shaking as the list and its page show it; ``fields`` name each column with unit and range."""

    id: UUID
    region: str
    place: str
    event: str
    version: str
    originator: str
    status: str
    is_scenario: bool
    magnitude: float
    depth_km: float
    longitude: float
    latitude: float
    occurred_at: datetime | None
    west: float
    north: float
    width: float
    height: float
    rows: int
    columns: int
    fields: list[dict[str, Any]]
    stored_by: str
    stored_at: datetime

    @property
    def name(self) -> str:
        """Return what the map is called: its event and edition."""
        return " ".join(part for part in (self.originator, self.event, self.version) if part)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north of what the map holds."""
        east, south = self.west + self.width * (self.columns - 1), self.north - self.height * (self.rows - 1)
        return self.west, south, east, self.north


def seen_maps(actor: Actor) -> QuerySet[ShakingMap]:
    """Return the maps that the actor sees."""
    return ShakingMap.objects.filter(rights.within(actor, SEE))


def shaking_maps(actor: Actor, text: str = "") -> Rows[ShakingRow]:
    """Return the maps whose place or event holds a text, the newest first."""
    rows = seen_maps(actor).defer("packed")
    if text:
        rows = rows.filter(Q(place__icontains=text) | Q(event__icontains=text))
    return Rows(rows.order_by(F("stored_at").desc(), F("id").desc()), _rows)


def shaking_map(actor: Actor, map_id: UUID) -> ShakingRow:
    """Return one map without its values."""
    return _of(_one(seen_maps(actor).defer("packed"), map_id))


def kept_shaking(actor: Actor, map_id: UUID) -> tuple[ShakingRow, Shaking]:
    """Return one map with its degrees and accelerations."""
    row = _one(seen_maps(actor), map_id)
    with np.load(io.BytesIO(bytes(row.packed)), allow_pickle=False) as held:
        values = {name: held[name].astype(np.float64) for name in held.files}
    degrees, is_by_peaks = degrees_of(values)
    told = _of(row)
    shaking = Shaking(
        name=told.name,
        is_by_peaks=is_by_peaks,
        is_scenario=row.is_scenario,
        west=row.west,
        north=row.north,
        width=row.width,
        height=row.height,
        degrees=degrees,
        acceleration=acceleration_of(values["PGA"]) if "PGA" in values else None,
    )
    return told, shaking


def _one(rows: QuerySet[ShakingMap], map_id: UUID) -> ShakingMap:
    row = rows.filter(id=map_id).first()
    if row is None:
        raise NotFound(what="shaking_map", id=str(map_id))
    return row


def _rows(rows: Sequence[ShakingMap]) -> list[ShakingRow]:
    return [_of(row) for row in rows]


def _of(row: ShakingMap) -> ShakingRow:
    return ShakingRow(**{name: getattr(row, name) for name in _PLAIN})
