"""Enterprises on the map, each as grave as its gravest risk point; closed ones are left out."""

from django.db.models import F

from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.models import Enterprise, MajorHazard
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
    major_hazards=PointLayer(
        rows=lambda actor: seen_by(actor, MajorHazard.objects.all(), of="enterprise__"),
        columns=("location", "id", "name", "substance", "hazard_class", "enterprise_id"),
    ),
)
tile = LAYERS.tile
