"""What the codes of JT/T 808 mean: messages, bits and additional items, from ``jt808.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from anlan.kernel.levels import Level


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its name and what the centre replies."""

    name: str
    zh: str
    reply: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """A bit of the alarm word; ``is_event`` when the centre's reply ends it rather than its cause."""

    bit: int
    name: str
    zh: str
    level: Level
    is_event: bool


@dataclass(frozen=True, slots=True)
class ItemKind:
    """An additional item of a position: the ``sizes`` it may have, and ``how`` its value stands."""

    name: str
    zh: str
    sizes: tuple[int, ...]
    how: str
    step: float = 1
    unit: str = ""
    since: int = 0


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("anlan.protocols.jt808") / "jt808.toml").read_text("utf-8"))


@cache
def standard() -> str:
    """Return the standard's number."""
    return str(_table()["standard"])


@cache
def message(message_id: int) -> Message | None:
    """Return what is known of a message, or nothing."""
    row = _table()["messages"].get(f"{message_id:04x}")
    return Message(*row) if row else None


@cache
def named(kind: str, code: int) -> tuple[str, str] | None:
    """Return the English and Chinese name of ``code`` in one of the small tables, or nothing."""
    row = _table()[kind].get(str(code))
    return (row[0], row[1]) if row else None


def coded(name: str, kind: str, code: int) -> dict[str, int | str | None]:
    """Return ``code`` under ``name``, with its English and Chinese name where the table has them."""
    english, chinese = named(kind, code) or (None, None)
    return {name: code, f"{name}_name": english, f"{name}_zh": chinese}


@cache
def alarms() -> tuple[Alarm, ...]:
    """Return the bits of the alarm word, the lowest first."""
    rows = _table()["alarms"]["rows"]
    return tuple(Alarm(bit, name, zh, Level[level.upper()], ends == "event") for bit, name, zh, level, ends in rows)


@cache
def status() -> tuple[tuple[int, str, str], ...]:
    """Return bit, name and Chinese of the status word."""
    return tuple((bit, name, zh) for bit, name, zh in _table()["status"]["rows"])


@cache
def load(code: int) -> tuple[str, str]:
    """Return the names of the load that bits 8 and 9 of the status word tell."""
    english, chinese = _table()["status"]["load"][code]
    return english, chinese


@cache
def item(item_id: int) -> ItemKind | None:
    """Return what is known of an additional item, or nothing."""
    row = _table()["items"].get(f"{item_id:02x}")
    return ItemKind(**{**row, "sizes": tuple(row["sizes"])}) if row else None


@cache
def item_bits(item_id: int) -> tuple[str, ...]:
    """Return the names of an item's bits, the lowest first; none where they are channels."""
    return tuple(_table()["item_bits"].get(f"{item_id:02x}", ()))


@cache
def item_alarms(item_id: int) -> tuple[tuple[int, str, Level], ...]:
    """Return bit, name and level of the alarms that an item tells; none for most items."""
    levels = _table()["item_alarms"].get(f"{item_id:02x}", ())
    named_bits = zip(item_bits(item_id), levels, strict=True) if levels else ()
    return tuple((bit, name, Level[level.upper()]) for bit, (name, level) in enumerate(named_bits))
