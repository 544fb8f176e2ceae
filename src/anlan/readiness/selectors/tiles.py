"""Readiness on the map: stores, and a layer of every register."""

from typing import Any, Final

from django.db.models import Count, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.readiness.models import Force, Store
from anlan.readiness.selectors.registers import registers, rows_of
from anlan.readiness.selectors.scope import seen_by
from anlan.support.tiles import tile as make_tile

_COMMON: Final = ("location", "id", "name", "kind", "state", "trust")
_MORE: Final = {"teams": ("members", "readiness_minutes"), "shelters": ("capacity", "occupants"), "forces": ()}
LAYERS: Final = ("stores", *(each.layer for each in registers().values()))


def tile(actor: Actor, at: tuple[int, int, int], layer: str) -> bytes:
    """Return a tile of one of ``LAYERS`` with what the actor may see."""
    rows, columns = _drawn(layer)
    return make_tile(seen_by(actor, rows), layer=layer, at=at, columns=columns)


def _drawn(layer: str) -> tuple["QuerySet[Any]", tuple[str, ...]]:
    if layer == "stores":
        return Store.objects.all(), ("location", "id", "name")
    register = next((each for each in registers().values() if each.layer == layer), None)
    if register is None:
        raise NotFound(what="layer", id=layer)
    return rows_of(register), (*_COMMON, *_MORE[register.rows])


def layer_counts(actor: Actor) -> dict[str, int]:
    """Return how many entries of each register the reader may see, by the layer's name: one query a table."""
    found: dict[str, int] = {each.layer: 0 for each in registers().values()}
    named = seen_by(actor, Force.objects.filter(retired_at=None)).order_by().values_list("register")
    for key, count in named.annotate(count=Count("id")):
        if key in registers():
            found[registers()[key].layer] = count
    for key in ("teams", "shelters"):
        found[registers()[key].layer] = seen_by(actor, rows_of(registers()[key])).count()
    return found
