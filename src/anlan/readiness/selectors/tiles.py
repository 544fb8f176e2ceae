"""Readiness on the map."""

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.readiness.models import Shelter, Store, Team
from anlan.readiness.selectors.scope import seen_by
from anlan.support.tiles import tile as make_tile

LAYERS = {
    "teams": (Team, ("location", "id", "name", "kind", "state", "members", "readiness_minutes")),
    "stores": (Store, ("location", "id", "name")),
    "shelters": (Shelter, ("location", "id", "name", "kind", "state", "capacity", "occupants")),
}


def tile(actor: Actor, at: tuple[int, int, int], layer: str) -> bytes:
    """Return a tile of one of ``LAYERS`` with what the actor may see."""
    if layer not in LAYERS:
        raise NotFound(what="layer", id=layer)
    model, columns = LAYERS[layer]
    return make_tile(seen_by(actor, model.objects.all()), layer=layer, at=at, columns=columns)
