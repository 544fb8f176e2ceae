"""Enterprises on the map, each as grave as its gravest risk point; closed ones are left out."""

from django.db.models import F

from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.models import Enterprise
from anlan.enterprises.selectors.scope import seen_by
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
