"""Risks on the map; written-off sites are left out."""

from anlan.risks.domain.sites import SiteState
from anlan.risks.models import HazardSite, Reservoir
from anlan.risks.selectors.scope import seen_by
from anlan.support.tiles import PointLayer, PointLayers

LAYERS = PointLayers(
    hazard_sites=PointLayer(
        rows=lambda actor: seen_by(actor, HazardSite.objects.exclude(state=SiteState.ELIMINATED)),
        columns=("location", "id", "name", "kind", "grade", "state"),
    ),
    reservoirs=PointLayer(
        rows=lambda actor: seen_by(actor, Reservoir.objects.all()),
        columns=("location", "id", "name", "size", "is_defective"),
    ),
)
tile = LAYERS.tile
