"""The room's tables as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from anlan.supervision.domain.frequency import Frequency, Standing
from anlan.supervision.domain.frequency import due_frequency as decided
from anlan.support.tables import load_table

_ROOM: Final = "anlan.supervision"


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade with its shipped check list."""

    key: str
    name: str
    industries: tuple[str, ...]
    source: str
    items: tuple[Mapping[str, str], ...]


def limits(name: str) -> dict[str, Any]:
    """Return a group of the numbers of law."""
    found: dict[str, Any] = load_table(_ROOM, "limits")[name]
    return found


def frequency_table() -> dict[str, Any]:
    """Return how frequencies are reckoned."""
    return load_table(_ROOM, "frequency")


def paper_words() -> dict[str, Any]:
    """Return names, numbers and fixed words of papers."""
    return load_table(_ROOM, "papers")


def due_frequency(standing: Standing) -> Frequency:
    """Return how often an object with this standing is inspected in a year, with the reasons."""
    return decided(standing, frequency_table())


def shipped_edition() -> str:
    """Return the edition of the shipped check lists."""
    return str(load_table(_ROOM, "checklists")["edition"])


def trades() -> dict[str, Trade]:
    """Return the trades that have a shipped check list."""
    rows = load_table(_ROOM, "checklists")["trade"]
    return {
        row["key"]: Trade(row["key"], row["name"], tuple(row["industries"]), row["source"], tuple(row["items"]))
        for row in rows
    }


def trade_of(industry: str) -> str:
    """Return the trade whose list fits an industry; the general one where none does."""
    return next((trade.key for trade in trades().values() if industry in trade.industries), "general")
