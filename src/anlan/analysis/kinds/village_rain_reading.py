"""Critical rain of danger zones, what fell at them and what is forecast, by steps of ten minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.errors import InputNotRead
from anlan.analysis.domain.ground import metres_between
from anlan.analysis.domain.rows import number_list
from anlan.analysis.kinds.kept_grids import KeptGrid, kept_grid
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import lineage
from anlan.monitoring import api as monitoring
from anlan.risks import api as risks
from anlan.science.bounds import Floats, within
from anlan.science.rainfall.storm import USUAL_DECAY

STEP: Final = timedelta(minutes=10)
AN_HOUR: Final = 6
PAST_H: Final = 24
FORECAST: Final = msg("Forecast rain hour by hour")
GRID: Final = msg("Grid of forecast rain")
OWN, APPROVED, GENERAL = "own", "approved", "general"
_MOST_H: Final = 72
_MOST_IN_AN_HOUR: Final = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """From so much rain within so many hours on, people make ready or move; nothing stands for no such value."""

    hours: int
    prepare_mm: float | None
    move_mm: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A danger zone with its limits, where they are from, its gauge, and its rain by steps, fallen and forecast."""

    site: risks.ThreateningSite
    limits: tuple[Limit, ...]
    source: str
    gauge: str
    fallen: Floats
    forecast: Floats
    is_told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A forecast from now on: which share of each layer falls in each step, and the layers at a place in mm."""

    shares: Floats
    typed: Floats | None = None
    grid: KeptGrid | None = None
    has_unknown_course: bool = False

    def at(self, longitude: float, latitude: float) -> Floats | None:
        """Return the rain of each step at a place, None where the forecast tells none."""
        if self.grid is None:
            return self.shares.T @ self.typed if self.typed is not None else self.shares.T @ np.zeros(0)
        cell = self.grid.grid.cell_at(longitude, latitude)
        layers = self.grid.grid.values[:, *cell] if cell is not None else None
        if layers is None or not np.any(np.isfinite(layers)):
            return None
        return np.asarray(self.shares.T @ np.nan_to_num(layers, nan=0.0))


def forecast_of(inputs: Mapping[str, Any], actor: Actor, now: datetime) -> Forecast:
    """Return the forecast of a kept grid, else the typed one, else none."""
    if inputs["grid"]:
        try:
            id_ = UUID(inputs["grid"])
        except ValueError as error:
            raise InputNotRead(field=GRID, value=inputs["grid"][:40]) from error
        return _of_grid(kept_grid(actor, id_), now)
    typed = np.array(number_list(inputs["forecast"], FORECAST))
    if typed.size > _MOST_H:
        raise InputNotRead(field=FORECAST, value=str(typed.size))
    within("rain_mm", typed, 0.0, _MOST_IN_AN_HOUR)
    return Forecast(shares=np.kron(np.eye(typed.size), np.full((1, AN_HOUR), 1.0 / AN_HOUR)), typed=typed)


def _of_grid(kept: KeptGrid, now: datetime) -> Forecast:
    """Return a grid as a forecast: layers fall evenly in their time, a single one with its heaviest rain first."""
    layers, lasting = kept.grid.values.shape[0], kept.row.hours
    late = (kept.row.begins_at - now) / timedelta(hours=1)
    steps = int(np.clip(np.ceil((late + lasting) * AN_HOUR), 0, _MOST_H * AN_HOUR))
    ends = np.clip(np.arange(steps + 1) / AN_HOUR - late, 0.0, lasting) / lasting
    if layers == 1:
        fallen = (ends ** (1.0 - USUAL_DECAY))[None]
    else:
        fallen = np.clip(ends * layers - np.arange(layers)[:, None], 0.0, 1.0)
    return Forecast(shares=np.diff(fallen, axis=1), grid=kept, has_unknown_course=layers == 1)


def limits_of(
    site: risks.ThreateningSite,
    approved: Mapping[str, Mapping[tuple[int, Level], float]],
    general: Sequence[monitoring.Band],
) -> tuple[tuple[Limit, ...], str]:
    """Return the limits of a site and where they are from: its own, those of its village or township, the general."""
    values = next((approved[code] for code in lineage(site.region) if code in approved), None)
    found = _by_hours(values) if values else {}
    if site.prepare_mm is not None or site.move_mm is not None:
        found[1] = Limit(hours=1, prepare_mm=site.prepare_mm, move_mm=site.move_mm)
        return tuple(found[hours] for hours in sorted(found)), OWN
    if not found:
        found = _by_hours({(band.window_hours, band.level): band.lower for band in general})
    return tuple(found[hours] for hours in sorted(found)), APPROVED if values else GENERAL


def _by_hours(values: Mapping[tuple[int, Level], float]) -> dict[int, Limit]:
    found: dict[int, Limit] = {}
    for (hours, level), lower in values.items():
        known = found.get(hours, Limit(hours=hours, prepare_mm=None, move_mm=None))
        if level is Level.RED:
            found[hours] = replace(known, move_mm=lower)
        elif level is Level.ORANGE:
            found[hours] = replace(known, prepare_mm=lower)
    return {hours: limit for hours, limit in found.items() if hours <= PAST_H}


def gauge_of(
    site: risks.ThreateningSite, linked: Sequence[UUID], gauges: Mapping[UUID, monitoring.StationRain], metres: float
) -> monitoring.StationRain | None:
    """Return the gauge that is linked with a site, else the nearest within so many metres that was heard."""
    own = [gauges[id_] for id_ in linked if id_ in gauges]
    if own:
        return next((each for each in own if each.is_heard), own[0])
    place = (site.longitude, site.latitude)
    near = [
        (metres_between(place, (each.longitude, each.latitude)), each.name, each)
        for each in gauges.values()
        if each.is_heard
    ]
    nearest = min(near, key=lambda row: row[:2], default=None)
    return nearest[2] if nearest is not None and nearest[0] <= metres else None
