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

At = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TileLayer:
    """Where a layer's tiles come from: ``tile(actor, at, when)``; a browser may keep one for ``keep_seconds``."""

    tile: Callable[[Actor, At, datetime | None], bytes]
    keep_seconds: int = 0


_TILE: Final = re.compile(r"/map/tiles/(\w+)/(\d{1,2})/(\d{1,8})/(\d{1,8})\.mvt")


def kept_tile(grants: tuple[Grant, ...], path: str) -> tuple[bytes, int] | None:
    """Return the tile at a path as those with ``grants`` see it, and for how many seconds it may be kept.

    Nothing where the layer is not one to be kept, or where there is no such tile. This is a whole request: at its end
    the connection goes back to where it came from, as after every other.
    """
    found = _TILE.fullmatch(path)
    layer = TILE_LAYERS.get(found[1]) if found else None
    if not (found and layer and layer.keep_seconds):
        return None
    z, x, y = (int(each) for each in found.groups()[1:])
    try:
        return layer.tile(Actor(id="", name="", grants=grants), (z, x, y), None), layer.keep_seconds
    except AnlanError:
        return None
    finally:
        request_finished.send(sender=kept_tile)


def _division(name: str) -> TileLayer:
    return TileLayer(tile=lambda actor, at, _: places.tile(actor, at, name), keep_seconds=3600)


def _registered(tile: Any, name: str) -> TileLayer:
    return TileLayer(tile=lambda actor, at, _: tile(actor, at, name), keep_seconds=60)


def _timed(tile: Any) -> TileLayer:
    return TileLayer(tile=lambda actor, at, when: tile(actor, at, when=when))


TILE_LAYERS: Final[dict[str, TileLayer]] = {
    **{name: _division(name) for name in ("counties", "townships", "county_points", "township_points")},
    **{name: _registered(risks.tile, name) for name in ("hazard_sites", "reservoirs", risks.AREAS)},
    "enterprises": _registered(enterprises.tile, "enterprises"),
    "dangers": _registered(dangers.tile, "dangers"),
    "major_hazards": _registered(major_hazards.tile, "major_hazards"),
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
