"""An imported map of shaking as the facts of an earthquake."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_noop

from anlan.analysis.domain.earthquake.assessing import DEGREES, Drawn
from anlan.analysis.domain.earthquake.errors import ShakingElsewhere, ShakingTwice
from anlan.analysis.domain.earthquake.geometry import level_of, roman
from anlan.analysis.domain.earthquake.measured import Shaking
from anlan.analysis.domain.ground import area, box_around, collection, rounded
from anlan.analysis.kinds.shaking_maps import ShakingRow, kept_shaking
from anlan.kernel.actors import Actor
from anlan.science.earthquake_intensity.source import Source
from anlan.support.grid_outlines import outlined
from anlan.support.grids import WGS84, Grid

_MARGIN_DEGREES: Final = 0.1
_LEAST_METRES: Final = 20_000.0
_LEAST_PART: Final = 0.02
_MOST_PARTS: Final = 8

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A map of shaking that was handed in, its values, and the outlines of its degrees."""

    row: ShakingRow
    shaking: Shaking
    outlines: tuple[Drawn, ...]


def read(actor: Actor, inputs: Mapping[str, Any]) -> Imported | None:
    """Return the map that the form names, None where it names none; refuse it beside drawn isoseismals."""
    if not inputs["shaking"]:
        return None
    if inputs["drawn"]:
        raise ShakingTwice
    row, shaking = kept_shaking(actor, UUID(inputs["shaking"]))
    return Imported(row=row, shaking=shaking, outlines=outlines_of(shaking))


def completed(inputs: Mapping[str, Any], kept: Imported | None) -> Mapping[str, Any]:
    """Return the inputs with what the map tells of the earthquake where nobody told anything else."""
    if kept is None or inputs["message"]:
        return inputs
    row = kept.row
    told = {"magnitude": row.magnitude, "depth_km": row.depth_km}
    if inputs["longitude"] is None and inputs["latitude"] is None:
        told |= {"longitude": row.longitude, "latitude": row.latitude}
    moment = {"occurred_at": row.occurred_at.isoformat()} if row.occurred_at else {}
    empty = {name for name, value in inputs.items() if value is None}
    return {**inputs, **{name: value for name, value in (told | moment).items() if name in empty}}


def box_of(source: Source, kept: Imported) -> Box:
    """Return the box of what the map holds from degree VI on, at least the ground around the epicentre."""
    west, south, east, north = kept.row.box
    if not (west <= source.longitude <= east and south <= source.latitude <= north):
        raise ShakingElsewhere(name=kept.row.name)
    corners = [corner for each in kept.outlines for corner in each.ring]
    least = box_around((source.longitude, source.latitude), _LEAST_METRES)
    if not corners:
        return least
    longitudes, latitudes = zip(*corners, strict=True)
    return (
        min(*longitudes, least[0]) - _MARGIN_DEGREES,
        min(*latitudes, least[1]) - _MARGIN_DEGREES,
        max(*longitudes, least[2]) + _MARGIN_DEGREES,
        max(*latitudes, least[3]) + _MARGIN_DEGREES,
    )


def versions(kept: Imported | None) -> dict[str, str]:
    """Return which map was read."""
    return {} if kept is None else {gettext_noop("Map of shaking"): kept.row.name}


def outlines_of(shaking: Shaking) -> tuple[Drawn, ...]:
    """Return the outlines of each degree: its greatest parts, holes left out of account."""
    grid = Grid(
        values=shaking.degrees[None],
        west=shaking.west - shaking.width / 2,
        north=shaking.north + shaking.height / 2,
        width=shaking.width,
        height=shaking.height,
        srid=WGS84,
    )
    found: list[Drawn] = []
    for degree in DEGREES:
        cells = shaking.degrees >= degree
        if cells.any():
            found += [Drawn(degree=degree, ring=ring) for ring in _rings(outlined(grid, cells))]
    return tuple(found)


def _rings(geometry: Mapping[str, Any]) -> list[tuple[tuple[float, float], ...]]:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    rings = [tuple((float(x), float(y)) for x, y, *_ in part[0]) for part in parts]
    rings.sort(key=_size, reverse=True)
    return [ring for ring in rings[:_MOST_PARTS] if _size(ring) >= _LEAST_PART * _size(rings[0])]


def _size(ring: tuple[tuple[float, float], ...]) -> float:
    return abs(sum(x * t - z * y for (x, y), (z, t) in pairwise(ring))) / 2


def drawn_shaking(actor: Actor, map_id: UUID) -> dict[str, Any]:
    """Return the outlines of a map's degrees as GeoJSON, the widest first."""
    _, shaking = kept_shaking(actor, map_id)
    return collection(
        area(roman(each.degree), level_of(each.degree), [rounded(*corner) for corner in each.ring], degree=each.degree)
        for each in outlines_of(shaking)
    )
