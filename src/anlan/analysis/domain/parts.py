"""What an analysis gives: figures with their range, tables, map layers, advice. All of it can be kept as JSON.

Texts are message ids in English with ``%(name)s`` places; the page says them in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence: a message id and the values of its places."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


Cell = str | int | float | Say | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its range; without one (``low`` and ``high`` are None) ``note`` says why."""

    label: str
    best: float
    low: float | None = None
    high: float | None = None
    unit: str = ""
    digits: int = 0
    level: int = 0
    note: Say | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: heads are message ids; names and figures stand in the cells as they are, words as ``Say``."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Say | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer of the map: a GeoJSON FeatureCollection whose features bear ``name`` and ``level`` (0 to 4).

    ``shape`` is area, line or point; ``icon`` a drawing of the sprite. ``legend`` says what the levels mean here.
    """

    key: str
    label: str
    shape: str
    geojson: Mapping[str, Any]
    icon: str = "map-pin"
    legend: tuple[tuple[int, Say], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What should be done, why, and how urgent it is (0 to 4)."""

    text: Say
    reason: Say
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an analysis found. ``trust`` says how far it can be trusted: what is missing, assumed or out of range."""

    headline: Say
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    layers: tuple[Layer, ...] = ()
    advice: tuple[Advice, ...] = ()
    trust: tuple[Say, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What was read of the registries for a run: the facts, of which editions, and where on the ground it lies.

    ``title`` are names and figures alone, such as "M 6.8" and a place. ``versions`` name what was read and in which
    state ("villages": "300 rows, newest 2026-07-01"): when one differs later, the run is out of date. ``box`` is west,
    south, east, north of the map.
    """

    facts: Any
    region: str
    title: str
    versions: Mapping[str, str] = field(default_factory=dict)
    box: tuple[float, float, float, float] | None = None


def as_kept(part: Any) -> Any:
    """Return a part as plain values that JSON can hold."""
    return asdict(part)


def say_of(kept: Mapping[str, Any] | str) -> Say:
    """Return a sentence that was kept."""
    return Say(kept) if isinstance(kept, str) else Say(kept["text"], kept["values"])
