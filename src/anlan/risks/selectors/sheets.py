"""What a printed risk map shows: zones, sites and exposed elements in its box, within the reader's regions."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.gis.geos import GEOSGeometry, Polygon

from anlan.kernel.actors import Actor
from anlan.risks.domain.sheet import Box
from anlan.risks.domain.sites import SiteState
from anlan.risks.models import HazardSite, RiskZone
from anlan.risks.selectors.scope import seen_by

MOST: Final = 3000


@dataclass(frozen=True, slots=True)
class DrawnZone:
    """A zone cut at the box: its level and its rings."""

    level: int
    rings: tuple[tuple[tuple[float, float], ...], ...]
    edition: str
    source: str


@dataclass(frozen=True, slots=True)
class DrawnSite:
    """A site as a symbol."""

    name: str
    kind: str
    grade: str
    longitude: float
    latitude: float


def zones_in(actor: Actor, box: Box, hazard: str) -> tuple[DrawnZone, ...]:
    """Return the zones of a hazard in a box, the lighter ones first so that graver ones are drawn over them."""
    frame = _frame(box)
    rows = seen_by(actor, RiskZone.objects.filter(hazard=hazard, area__intersects=frame)).order_by("level", "code")
    return tuple(
        DrawnZone(row.level, _rings(row.area.intersection(frame)), row.edition, row.source) for row in rows[:MOST]
    )


def sites_on(actor: Actor, box: Box) -> tuple[DrawnSite, ...]:
    """Return the sites in a box that still threaten, those of the most persons first."""
    rows = seen_by(
        actor, HazardSite.objects.exclude(state=SiteState.ELIMINATED).filter(location__coveredby=_frame(box))
    )
    found = rows.order_by("-threatened_persons", "code").values_list("name", "kind", "grade", "location")
    return tuple(DrawnSite(name, kind, grade, at.x, at.y) for name, kind, grade, at in found[:MOST])


def _frame(box: Box) -> Polygon:
    frame = Polygon.from_bbox(box)
    frame.srid = 4326
    return frame


def _rings(shape: GEOSGeometry) -> tuple[tuple[tuple[float, float], ...], ...]:
    if shape.geom_type == "Polygon":
        return tuple(tuple((x, y) for x, y, *_ in ring) for ring in shape.coords)
    parts: Any = shape if shape.num_geom > 1 or shape.geom_type.startswith(("Multi", "Geometry")) else ()
    return tuple(ring for part in parts for ring in _rings(part))
