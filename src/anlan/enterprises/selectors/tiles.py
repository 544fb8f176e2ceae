"""Enterprises on the map, each as grave as its gravest risk point."""

from django.db.models import F

from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.models import Enterprise, MajorHazard
from anlan.enterprises.selectors.scope import seen_by
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support.tiles import tile as make_tile

LAYERS = {
    "enterprises": ("location", "id", "name", "industry", "state", "level"),
    "major_hazards": ("location", "id", "name", "substance", "hazard_class", "enterprise_id"),
}


def tile(actor: Actor, at: tuple[int, int, int], layer: str) -> bytes:
    """Return a tile of one of ``LAYERS`` with what the actor may see; closed firms are left out."""
    if layer not in LAYERS:
        raise NotFound(what="layer", id=layer)
    if layer == "enterprises":
        rows = seen_by(actor, Enterprise.objects.exclude(state=FirmState.CLOSED)).annotate(level=F("risk_level"))
    else:
        rows = seen_by(actor, MajorHazard.objects.all(), of="enterprise__")
    return make_tile(rows, layer=layer, at=at, columns=LAYERS[layer])
