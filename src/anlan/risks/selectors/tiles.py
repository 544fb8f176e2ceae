"""Risks on the map."""

from functools import lru_cache

from anlan.kernel.actors import Actor, Grant
from anlan.kernel.errors import NotFound
from anlan.risks.domain.sites import SiteState
from anlan.risks.models import HazardSite, Reservoir
from anlan.risks.selectors.scope import seen_by
from anlan.support.tiles import PointTiles, point_tiles

LAYERS = {
    "hazard_sites": (HazardSite, ("location", "id", "name", "kind", "grade", "state")),
    "reservoirs": (Reservoir, ("location", "id", "name", "size", "is_defective")),
}


def tile(actor: Actor, at: tuple[int, int, int], layer: str) -> bytes:
    """Return a tile of one of ``LAYERS`` with what the actor may see; written-off sites are left out."""
    if layer not in LAYERS:
        raise NotFound(what="layer", id=layer)
    return _tiles(layer, actor.grants).tile(at)


@lru_cache(maxsize=1024)
def _tiles(layer: str, grants: tuple[Grant, ...]) -> PointTiles:
    model, columns = LAYERS[layer]
    rows = seen_by(Actor(id="", name="", grants=grants), model.objects.all())
    if model is HazardSite:
        rows = rows.exclude(state=SiteState.ELIMINATED)
    return point_tiles(rows, layer=layer, columns=columns)
