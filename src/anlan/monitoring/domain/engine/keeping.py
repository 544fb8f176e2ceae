"""What of a group outlives the process: where it stands and its last hours, as plain numbers."""

import hashlib
from typing import Any

import msgspec

from anlan.kernel.levels import Level
from anlan.monitoring.domain.engine.engine import Engine, Standing
from anlan.monitoring.domain.engine.loops import Key, Snap
from anlan.monitoring.domain.engine.moves import Step
from anlan.monitoring.domain.engine.past import Past, Point


class Kept(msgspec.Struct, array_like=True, frozen=True):
    """A group as it is kept: its newest reading, where it stands (none: at rest), and its past."""

    newest: int
    snap: Snap | None
    points: list[tuple[int, int, Snap | None]]
    steps: list[Step]
    believed: dict[int, int]


def signature_of(units: tuple[Any, ...]) -> str:
    """Return what identifies a group's units, values and all: under others, what was kept means nothing."""
    return hashlib.sha256(repr(units).encode()).hexdigest()[:32]


def kept(engine: Engine, number: int) -> bytes | None:
    """Return a group as bytes; None where it is at rest and nothing of its past matters any more."""
    past = engine.pasts.get(number)
    if past is None:
        return None
    found = Kept(
        newest=engine.loops.newest_of(number).time,
        snap=engine.loops.snap(number) if engine.loops.is_awake(number) else None,
        points=[(*point.key, point.snap) for point in past.points],
        steps=past.steps,
        believed=past.believed,
    )
    return msgspec.msgpack.encode(found)


def put_back(engine: Engine, number: int, raw: bytes, *, not_after: int) -> bool:
    """Let a group stand as it was kept, its windows being full; tell whether that was not after ``not_after``."""
    found = msgspec.msgpack.decode(raw, type=Kept)
    if found.newest > not_after:
        return False
    engine.pasts[number] = Past(
        [Point(Key(time, series), snap) for time, series, snap in found.points],
        list(found.steps),
        dict(found.believed),
    )
    if found.snap is not None:
        engine.loops.put_back(number, found.snap, found.newest)
    return True


def stand(engine: Engine, number: int, standings: dict[tuple[int, str, str], Standing]) -> None:
    """Let the units of a group stand where they stood under other values; their clauses answer anew."""
    group = engine.groups[number]
    for index, unit in enumerate(group.units if group and standings else ()):
        standing = standings.get(unit.key)
        if standing is not None and (standing.level > Level.NONE or standing.told > Level.NONE):
            engine.stand(number, index, standing)
