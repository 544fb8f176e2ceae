"""The tables that are counted."""

from functools import cache
from typing import Any

from anlan.kernel.errors import InvalidValue
from anlan.losses.domain.tables import LossTable, table_of
from anlan.support.tables import load_table


@cache
def loss_tables() -> dict[str, LossTable]:
    """Return every table by key, in the order in which they are offered."""
    found: dict[str, LossTable] = {}
    for key in _data("kinds")["order"]:
        raw = _data(key)
        found[key] = table_of(key, raw, found.get(raw.get("same_as", "")))
    return found


def loss_table(key: str) -> LossTable:
    """Return one table, or refuse a key that no table has."""
    if key not in loss_tables():
        raise InvalidValue(field="table", value=key[:20], rule="chosen_from_the_list")
    return loss_tables()[key]


def note_rules() -> dict[str, Any]:
    """Return when figures strike."""
    return _data("notes")


def tables_of_incident() -> tuple[str, ...]:
    """Return the tables whose figures are an incident's, the one that counts before the others first."""
    return tuple(_data("kinds")["of_incident"])


def across() -> list[dict[str, Any]]:
    """Return the relations between figures of different tables."""
    return list(_data("kinds")["across"])


def _data(name: str) -> dict[str, Any]:
    return load_table("anlan.losses", name)


def deadlines() -> dict[str, Any]:
    """Return by when units tell, and what their scores are made of."""
    return _data("deadlines")


def with_ledgers() -> tuple[str, ...]:
    """Return the tables that must agree with the ledgers before they go up."""
    return tuple(_data("kinds")["with_ledgers"])


def period_title(period: str) -> str:
    """Return how a year is written in the title of a count."""
    return str(_data("kinds")["period_title"]).format(period=period)
