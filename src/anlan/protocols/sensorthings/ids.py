"""Ids: whole numbers, except of an Observation, which is known by its Datastream and its instant."""

import re
from datetime import datetime

from anlan.protocols.sensorthings.times import from_micros, micros

_OBSERVATION = re.compile(r"(\d{1,10})-(-?\d{1,18})")
_MOST = 2**31 - 1


def observation_id(datastream: int, time: datetime) -> str:
    """Return the id of the Observation of a Datastream at an instant."""
    return f"{datastream}-{micros(time)}"


def parsed(entity: str, id_: object) -> int | tuple[int, datetime] | None:
    """Return an id as a key, or nothing where no entity of this type can have it."""
    if entity == "Observation":
        found = _OBSERVATION.fullmatch(id_) if isinstance(id_, str) else None
        if not found or int(found[1]) > _MOST:
            return None
        try:
            return int(found[1]), from_micros(int(found[2]))
        except ValueError:
            return None
    if isinstance(id_, str) and id_.isascii() and id_.isdigit() and len(id_) < len(str(_MOST)):
        id_ = int(id_)
    return id_ if isinstance(id_, int) and not isinstance(id_, bool) and 0 < id_ <= _MOST else None


def in_address(id_: object) -> str:
    """Return an id as it stands in an address."""
    return str(id_) if isinstance(id_, int) else f"'{id_}'"
