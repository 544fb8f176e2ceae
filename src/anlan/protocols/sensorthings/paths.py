"""Addresses below the service root: entity sets, entities, what they are linked to, and single properties."""

import re
from dataclasses import dataclass

from anlan.protocols.sensorthings.errors import NoSuchResource
from anlan.protocols.sensorthings.schema import ENTITIES, ID, SETS, Entity

_SEGMENT = re.compile(r"([A-Za-z]+)\((?:(\d{1,18})|'((?:[^']|'')*)')\)")
_LONGEST = 2000
_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the set's or link's name, the entity it leads to, the id chosen there, and whether to many."""

    name: str
    entity: Entity
    id: int | str | None
    many: bool


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address names: the steps to it, then perhaps the names of a property, and in which form."""

    steps: tuple[Step, ...]
    names: tuple[str, ...] = ()
    is_value: bool = False
    is_ref: bool = False

    @property
    def last(self) -> Step:
        """Return the step that the address ends with."""
        return self.steps[-1]

    @property
    def is_set(self) -> bool:
        """Tell whether it names a set rather than one entity."""
        return self.last.many and self.last.id is None


def resource(path: str) -> Resource:
    """Return what a path names; raise ``NoSuchResource`` where it names nothing."""
    segments = path.strip("/").split("/")
    if len(path) > _LONGEST or len(segments) > _MOST_STEPS:
        raise NoSuchResource(path=path[:_LONGEST])
    steps: list[Step] = []
    while segments and (step := _step(segments[0], steps)):
        steps.append(step)
        segments.pop(0)
    if not steps:
        raise NoSuchResource(path=path)
    return _tail(path, tuple(steps), segments)


def _step(segment: str, before: list[Step]) -> Step | None:
    found = _SEGMENT.fullmatch(segment)
    name = found[1] if found else segment
    id_ = (int(found[2]) if found[2] else found[3].replace("''", "'")) if found else None
    if not before:
        return Step(name, SETS[name], id_, many=True) if name in SETS else None
    last = before[-1]
    if last.many and last.id is None:
        return None
    link = last.entity.links.get(name)
    if link is None or (id_ is not None and not link.many):
        return None
    return Step(name, ENTITIES[link.target], id_, link.many)


def _tail(path: str, steps: tuple[Step, ...], rest: list[str]) -> Resource:
    last = steps[-1]
    is_set = last.many and last.id is None
    if not rest:
        return Resource(steps)
    if rest == ["$ref"]:
        return Resource(steps, is_ref=True)
    is_value = rest[-1] == "$value"
    names = tuple(rest[:-1] if is_value else rest)
    if is_set or not names or (names[0] not in last.entity.properties and names[0] not in ID):
        raise NoSuchResource(path=path)
    return Resource(steps, names=names, is_value=is_value)
