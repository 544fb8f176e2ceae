"""Units as tables write them, and how much of one is another."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Units:
    """Groups of units that measure the same, each with its size."""

    _groups: tuple[Mapping[str, float], ...]

    def factor(self, written: str, wanted: str) -> float | None:
        """Return by what a figure in the unit ``written`` is multiplied to be in ``wanted``; None where by nothing."""
        one, other = plain_unit(written), plain_unit(wanted)
        if not one or one == other or one.lower() == other.lower():
            return 1.0
        for group in self._groups:
            size, target = _size(group, one), _size(group, other)
            if size is not None and target is not None:
                return size / target
        return None


def units_of(table: Mapping[str, Mapping[str, float]]) -> Units:
    """Return the units that a table holds by group."""
    return Units(tuple({plain_unit(name): float(size) for name, size in group.items()} for group in table.values()))


def plain_unit(text: str) -> str:
    """Return a unit without blanks, powers raised or letters of Greek."""
    plain = unicodedata.normalize("NFKC", text).replace("\u03bc", "u").replace(" ", "").replace("^", "")
    return plain.replace("\u2103", "\u00b0C").strip("()[]")


def _size(group: Mapping[str, float], unit: str) -> float | None:
    return group.get(unit, group.get(unit.lower()))
