"""Enterprises on the map, each as grave as its gravest risk point; closed ones are left out."""

from typing import Final

from django.db.models import F

from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.models import Enterprise
from anlan.enterprises.selectors.scope import seen_by
from anlan.kernel.actors import Actor
from anlan.support.spots import Box, Spot, spots_in
from anlan.support.tiles import PointLayer, PointLayers

LAYERS = PointLayers(
    enterprises=PointLayer(
        rows=lambda actor: seen_by(actor, Enterprise.objects.exclude(state=FirmState.CLOSED)).annotate(
            level=F("risk_level")
        ),
        columns=("location", "id", "name", "industry", "state", "level"),
        worst="level",
    ),
)
tile = LAYERS.tile

MAJOR_HAZARD: Final = "major_hazard"


def major_hazards_in(actor: Actor, box: Box) -> tuple[Spot, ...]:
    """Return the working enterprises with a major hazard in a box that the actor may see."""
    rows = Enterprise.objects.exclude(state=FirmState.CLOSED).exclude(gravest_hazard=None)
    return spots_in(seen_by(actor, rows), box, kind=MAJOR_HAZARD)
