"""What the codes of GB/T 26875.3 mean: names, units and bits, from ``gbt26875.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from anlan.kernel.levels import Level


@dataclass(frozen=True, slots=True)
class Quantity:
    """An analog quantity: ``step`` is the worth of one count, ``least`` and ``greatest`` what it can be."""

    name: str
    zh: str
    unit: str
    step: float
    least: float
    greatest: float


@dataclass(frozen=True, slots=True)
class Bit:
    """One bit of a state: its name, its Chinese when set and when clear, and the ``level`` of what it begins."""

    name: str
    set_zh: str
    clear_zh: str
    level: Level | None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.protocols.gbt26875") / "gbt26875.toml").read_text("utf-8"))


@cache
def standard() -> str:
    """Return the standard's number."""
    return str(_table()["standard"])


@cache
def named(kind: str, code: int) -> tuple[str, str] | None:
    """Return the English and Chinese name of ``code`` in ``commands``, ``types``, ``systems`` or ``parts``."""
    row = _table()[kind].get(str(code))
    return (row[0], row[1]) if row else None


@cache
def quantity(code: int) -> Quantity | None:
    """Return the analog quantity of that code, or nothing where the standard has none."""
    row = _table()["quantities"].get(str(code))
    return Quantity(*row) if row else None


@cache
def bits(state: str) -> tuple[Bit, ...]:
    """Return the bits of a kind of state, the lowest first."""
    return tuple(
        Bit(name, set_zh, clear_zh, Level[level.upper()] if level else None)
        for name, set_zh, clear_zh, level in _table()["bits"][state]
    )
