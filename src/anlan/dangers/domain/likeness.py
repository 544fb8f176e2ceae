"""Whether a hidden danger is the same one again at the same object: by words, clause and place, explained."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

_EARTH_M: Final = 6_371_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What of a hidden danger is compared."""

    pairs: Collection[str]
    clause: str = ""
    location: tuple[float, float] | None = None
    place_text: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why two are taken for the same: a key, its points, and what was found."""

    key: str
    points: int
    found: str = ""

    @property
    def as_row(self) -> dict[str, Any]:
        """Return the ground as it is stored."""
        return {"key": self.key, "points": self.points, "found": self.found}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two are, and why."""

    points: int
    grounds: tuple[Ground, ...]


def likeness_of(one: Trait, other: Trait, table: Mapping[str, Any]) -> Likeness | None:
    """Return how alike two at the same object are, or nothing below the table's ``same_from`` points."""
    found = (_by_words(one, other, table), _by_clause(one, other, table), _by_place(one, other, table))
    grounds = tuple(ground for ground in found if ground)
    points = sum(ground.points for ground in grounds)
    return Likeness(points, grounds) if points >= table["same_from"] else None


def weight_of(*, is_major: bool, recurrences: int, table: Mapping[str, Any]) -> int:
    """Return how much a hidden danger weighs: its grade, and more with each time that it came again."""
    base = table["weight_major"] if is_major else table["weight_ordinary"]
    return int(base + table["weight_each_time"] * recurrences)


def _by_words(one: Trait, other: Trait, table: Mapping[str, Any]) -> Ground | None:
    first, second = set(one.pairs), set(other.pairs)
    if not first or not second:
        return None
    share = 2 * len(first & second) / (len(first) + len(second))
    points = max((row["points"] for row in table["words"] if share >= row["from"]), default=0)
    return Ground("words", points, f"{share * 100:.0f}") if points else None


def _by_clause(one: Trait, other: Trait, table: Mapping[str, Any]) -> Ground | None:
    if one.clause and one.clause == other.clause:
        return Ground("clause", table["same_clause"], one.clause)
    return None


def _by_place(one: Trait, other: Trait, table: Mapping[str, Any]) -> Ground | None:
    if one.place_text and one.place_text == other.place_text:
        return Ground("place", table["same_place"], one.place_text)
    if one.location and other.location:
        apart = _metres(one.location, other.location)
        if apart <= table["near_metres"]:
            return Ground("near", table["near"], f"{apart:.0f}")
    return None


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    (west, south), (east, north) = ((math.radians(a), math.radians(b)) for a, b in (one, other))
    part = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(part))
