"""Special trades: the fields of each kind, and the level that a sensor's value has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from anlan.kernel.levels import Level

_DECIMALS: Final = 6
LEVELS: Final = ("blue", "yellow", "orange", "red")


@dataclass(frozen=True, slots=True)
class TradeField:
    """Something that is kept of a kind: a choice where it has choices, a number where it has a unit, else text."""

    key: str
    name: str
    unit: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a sensor watches: ``bounds`` by level; some follow from a field of the site (``by``, ``times``)."""

    key: str
    name: str
    quantity: str
    unit: str
    rises: bool
    mark: str
    bounds: Mapping[str, float] = field(default_factory=dict)
    by: str = ""
    red_by: Mapping[str, float] = field(default_factory=dict)
    source_field: str = ""
    times: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A special trade: fields, items, the source of its bounds, and whether levels merge as in a tailings pond."""

    key: str
    name: str
    source: str
    mark: str
    merges: bool
    fields: tuple[TradeField, ...]
    items: tuple[Item, ...]

    def item(self, key: str) -> Item | None:
        """Return an item by its key."""
        return next((each for each in self.items if each.key == key), None)


def bounds_of(item: Item, fields: Mapping[str, Any], own: Mapping[str, float]) -> dict[str, float]:
    """Return the bounds by level: the sensor's own, then those that the site's fields choose, then the table's."""
    found = dict(item.bounds)
    chosen = item.red_by.get(str(fields.get(item.by, "")))
    if chosen is not None:
        found["red"] = chosen
    base = number_or_none(fields.get(item.source_field))
    if base is not None:
        found |= {level: round(base * times, _DECIMALS) for level, times in item.times.items()}
    return {level: bound for level, bound in (found | dict(own)).items() if level in LEVELS}


def level_of(value: float, bounds: Mapping[str, float], *, rises: bool) -> Level:
    """Return the worst level that a value has: from its bound on where more is worse, below it where less is."""
    for name in reversed(LEVELS):
        bound = bounds.get(name)
        if bound is not None and (value >= bound if rises else value < bound):
            return Level[name.upper()]
    return Level.NONE


def are_in_order(bounds: Mapping[str, float], *, rises: bool) -> bool:
    """Tell whether a worse level needs a worse value."""
    given = [bounds[name] for name in LEVELS if name in bounds]
    wanted = sorted(given, reverse=not rises)
    return given == wanted and len(set(given)) == len(given)


def number_or_none(value: object) -> float | None:
    """Return a number, or nothing where it is none."""
    try:
        return float(str(value))
    except ValueError:
        return None
