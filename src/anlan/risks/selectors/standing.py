"""What stands in a box of the map: exposed elements, reservoirs, hazard sites that still threaten."""

from dataclasses import dataclass
from typing import Final

from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.db.models import CharField, F, Func, QuerySet

from anlan.kernel.actors import Actor
from anlan.risks.domain.sites import SiteState
from anlan.risks.models import ExposedElement, HazardSite, Reservoir
from anlan.risks.selectors.scope import seen_by
from anlan.support.spots import Box, Spot, spots_in

RESERVOIR: Final = "reservoir"
_LINES: Final = ("LINESTRING", "MULTILINESTRING")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """An exposed element along lines: a power line, a road, a pipe; ``parts`` are its lines, longitude first."""

    kind: str
    name: str
    region: str
    parts: tuple[tuple[tuple[float, float], ...], ...]


def exposed_in(actor: Actor, box: Box, *, with_lines: bool = True) -> tuple[Spot, ...]:
    """Return the exposed elements in a box that the actor may see; ``kind`` is theirs (school, hospital, house)."""
    rows = _exposed(actor)
    return spots_in(rows if with_lines else rows.exclude(shape_type__in=_LINES), box, column="shape")


def exposed_lines_in(actor: Actor, box: Box) -> tuple[StandingLine, ...]:
    """Return the exposed elements along lines that touch a box and that the actor may see."""
    rows = _exposed(actor).filter(shape_type__in=_LINES, shape__bboverlaps=Polygon.from_bbox(box))
    return tuple(
        StandingLine(kind=kind, name=name, region=region, parts=_parts(shape))
        for kind, name, region, shape in rows.order_by("region", "name").values_list("kind", "name", "region", "shape")
    )


def _exposed(actor: Actor) -> QuerySet[ExposedElement]:
    rows = ExposedElement.objects.annotate(
        shape_type=Func(F("shape"), function="GeometryType", output_field=CharField())
    )
    return seen_by(actor, rows)


def _parts(shape: GEOSGeometry) -> tuple[tuple[tuple[float, float], ...], ...]:
    lines = [shape] if shape.geom_type == "LineString" else list(shape)
    return tuple(tuple((corner[0], corner[1]) for corner in line.coords) for line in lines)


def reservoirs_in(actor: Actor, box: Box) -> tuple[Spot, ...]:
    """Return the reservoirs in a box that the actor may see."""
    return spots_in(seen_by(actor, Reservoir.objects.all()), box, kind=RESERVOIR)


def threatening_in(actor: Actor, box: Box) -> tuple[Spot, ...]:
    """Return the hazard sites in a box that still threaten and that the actor may see; ``kind`` is theirs."""
    rows = HazardSite.objects.exclude(state=SiteState.ELIMINATED)
    return spots_in(seen_by(actor, rows), box)
