"""Enterprises on the map."""

from anlan.enterprises.models import Enterprise, MajorHazard
from anlan.enterprises.selectors.scope import seen_by
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support.tiles import tile as make_tile

LAYERS = {
    "enterprises": (Enterprise, ("location", "id", "name", "industry")),
    "major_hazards": (MajorHazard, ("location", "id", "name", "substance", "hazard_class", "enterprise_id")),
}


def tile(actor: Actor, at: tuple[int, int, int], layer: str) -> bytes:
    """Return a tile of one of ``LAYERS`` with what the actor may see."""
    if layer not in LAYERS:
        raise NotFound(what="layer", id=layer)
    model, columns = LAYERS[layer]
    return make_tile(seen_by(actor, model.objects.all()), layer=layer, at=at, columns=columns)
