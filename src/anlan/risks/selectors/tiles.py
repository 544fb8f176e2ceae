"""Risks on the map; written-off sites are left out; a road or a ground stands where a point of it lies."""

from typing import Final

from django.contrib.gis.db.models.functions import PointOnSurface

from anlan.kernel.actors import Actor
from anlan.risks.domain.sites import SiteState
from anlan.risks.models import ExposedElement, HazardSite, Reservoir, RiskZone
from anlan.risks.selectors.scope import seen_by
from anlan.support.tiles import PointLayer, PointLayers
from anlan.support.tiles import tile as area_tile

LAYERS = PointLayers(
    hazard_sites=PointLayer(
        rows=lambda actor: seen_by(actor, HazardSite.objects.exclude(state=SiteState.ELIMINATED)),
        columns=("location", "id", "name", "kind", "grade", "state"),
    ),
    reservoirs=PointLayer(
        rows=lambda actor: seen_by(actor, Reservoir.objects.all()),
        columns=("location", "id", "name", "size", "is_defective"),
    ),
    exposed_elements=PointLayer(
        rows=lambda actor: seen_by(actor, ExposedElement.objects.annotate(spot=PointOnSurface("shape"))),
        columns=("spot", "id", "name", "kind"),
    ),
)
AREAS: Final = "risk_zones"
_AREA_COLUMNS: Final = ("area", "id", "name", "hazard", "level")


def tile(actor: Actor, at: tuple[int, int, int], layer: str) -> bytes:
    """Return the tile ``at`` of one of ``LAYERS`` or of the risk zones, with what ``actor`` may see."""
    if layer == AREAS:
        return area_tile(seen_by(actor, RiskZone.objects.all()), layer=layer, at=at, columns=_AREA_COLUMNS)
    return LAYERS.tile(actor, at, layer)
