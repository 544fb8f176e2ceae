"""What an address may pick on the map: ``alarm:ID``, ``incident:ID``."""

from uuid import UUID

from anlan.alarms import api as alarms
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor

_ASK = {"alarm": alarms.alarm, "incident": incidents.incident}
_SIDE = {"alarm": "/map/alarms/{}/", "incident": "/map/incidents/{}/"}


def _parts(pick: str) -> tuple[str, UUID] | None:
    thing, _, text = pick.partition(":")
    try:
        return (thing, UUID(text)) if thing in _ASK else None
    except ValueError:
        return None


def point_of(actor: Actor, pick: str) -> tuple[float, float] | None:
    """Return where the picked thing lies; nothing where nothing is picked or it has no place."""
    found = _parts(pick)
    if found is None:
        return None
    row = _ASK[found[0]](actor, found[1])
    return (row.longitude, row.latitude) if row.longitude is not None and row.latitude is not None else None


def picked(pick: str) -> str:
    """Return the address of what the map's side shows of the picked thing, or nothing."""
    found = _parts(pick)
    return _SIDE[found[0]].format(found[1]) if found else ""
