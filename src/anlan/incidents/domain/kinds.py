"""Kinds of emergency events: the five-character 12379 event-type codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anlan.kernel.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event, its name as the standard writes it, and its group's name."""

    code: str
    name: str
    group: str


def kinds_of(table: Mapping[str, Any]) -> dict[str, EventKind]:
    """Return the table's kinds by code, in its order."""
    return {
        row["code"]: EventKind(row["code"], row["name"], group["name"])
        for group in table["group"]
        for row in group["kinds"]
    }


def check_kind(code: str, known: Mapping[str, EventKind]) -> None:
    """Refuse a code that the table does not have."""
    if code not in known:
        raise InvalidValue(field="kind", value=code[:20], rule="event_type_code")
