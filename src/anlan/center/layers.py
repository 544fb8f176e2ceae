"""The layers of the one map: each is drawn by the room that holds it, within the reader's regions."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.signals import request_finished

from anlan.alarms import api as alarms
from anlan.command import api as command
from anlan.dangers import api as dangers
from anlan.enterprises import api as enterprises
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.actors import Actor, Grant
from anlan.kernel.errors import AnlanError
from anlan.major_hazards import api as major_hazards
from anlan.monitoring import api as monitoring
from anlan.places import api as places
from anlan.public_warnings import api as warnings
from anlan.readiness import api as readiness
from anlan.risks import api as risks
from anlan.support.tiles import BLOCK, GATHERED_BELOW, PointLayers

At = tuple[int, int, int]
Around = Callable[[Actor, At], dict[At, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TileLayer:
    """Where a layer's tiles come from: ``tile(actor, at, when)``; a browser may keep one for ``keep_seconds``.

    ``around(actor, at)`` gives the tile with its neighbours, where that costs little more than the one.
    """

    tile: Callable[[Actor, At, datetime | None], bytes]
    keep_seconds: int = 0
    around: Around | None = None


_TILE: Final = re.compile(r"/map/tiles/(\w+)/(\d{1,2})/(\d{1,8})/(\d{1,8})\.mvt")


def kept_tiles(grants: tuple[Grant, ...], path: str) -> tuple[dict[str, bytes], int] | None:
    """Return the tile at a path as those with ``grants`` see it, and for how many seconds it may be kept.

    Its neighbours are with it where they come at little cost, each by its path. Nothing where the layer is not one to
    be kept, or where there is no such tile. This is a whole request: at its end the connection goes back to where it
    came from, as after every other.
    """
    found = _TILE.fullmatch(path)
    layer = TILE_LAYERS.get(found[1]) if found else None
    if not (found and layer and layer.keep_seconds):
        return None
    z, x, y = (int(each) for each in found.groups()[1:])
    actor = Actor(id="", name="", grants=grants)
    try:
        if layer.around is None:
            return {path: layer.tile(actor, (z, x, y), None)}, layer.keep_seconds
        tiles = layer.around(actor, (z, x, y))
    except AnlanError:
        return None
    finally:
        request_finished.send(sender=kept_tiles)
    paths = {f"/map/tiles/{found[1]}/{z}/{east}/{south}.mvt": content for (z, east, south), content in tiles.items()}
    return {path: tiles[z, x, y]} | paths, layer.keep_seconds


def drawn_together(path: str) -> str:
    """Return what the paths have in common whose tiles are drawn together: none of them is drawn twice at a time."""
    found = _TILE.fullmatch(path)
    if not found:
        return path
    z, x, y = (int(each) for each in found.groups()[1:])
    size = BLOCK if z >= GATHERED_BELOW else 1
    return f"{found[1]}/{z}/{x // size}/{y // size}"


def _division(name: str) -> TileLayer:
    return TileLayer(tile=lambda actor, at, _: places.tile(actor, at, name), keep_seconds=3600)


def _registered(tile: Any, name: str) -> TileLayer:
    return TileLayer(tile=lambda actor, at, _: tile(actor, at, name), keep_seconds=60)


def _points(layers: PointLayers) -> dict[str, TileLayer]:
    return {
        name: TileLayer(
            tile=lambda actor, at, _, name=name: layers.tile(actor, at, name),
            around=lambda actor, at, name=name: layers.tiles_around(actor, at, name),
            keep_seconds=60,
        )
        for name in layers
    }


def _timed(tile: Any) -> TileLayer:
    return TileLayer(tile=lambda actor, at, when: tile(actor, at, when=when))


TILE_LAYERS: Final[dict[str, TileLayer]] = {
    **{name: _division(name) for name in ("counties", "townships", "county_points", "township_points")},
    **_points(risks.LAYERS),
    risks.AREAS: _registered(risks.tile, risks.AREAS),
    **_points(enterprises.LAYERS),
    **_points(dangers.LAYERS),
    **_points(major_hazards.LAYERS),
    **{name: _registered(readiness.tile, name) for name in readiness.LAYERS},
    "warnings": TileLayer(tile=lambda actor, at, when: warnings.tile(actor, at, now=when)),
    "stations": TileLayer(tile=lambda actor, at, _: monitoring.tile(actor, at), keep_seconds=10),
    "vehicles": TileLayer(tile=lambda actor, at, _: monitoring.vehicle_tile(actor, at), keep_seconds=5),
    "roads": TileLayer(tile=lambda _actor, at, _: places.road_tile(at), keep_seconds=3600),
    "closures": TileLayer(tile=lambda actor, at, when: places.closure_tile(actor, at, when or clock.now())),
    "command_posts": TileLayer(tile=lambda actor, at, _: command.post_tile(actor, at)),
    "alarms": _timed(alarms.tile),
    "incidents": _timed(incidents.tile),
}
