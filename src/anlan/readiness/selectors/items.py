"""The catalogue of items that stores hold."""

from dataclasses import dataclass
from functools import cache

from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True)
class Item:
    """A stored item: its local code, name, unit and working group."""

    code: str
    name: str
    unit: str
    group: str


@cache
def items() -> dict[str, Item]:
    """Return the catalogue by code."""
    return {each["code"]: Item(**each) for each in load_table("anlan.readiness", "items")["item"]}


def item_of(code: str) -> Item:
    """Return an item; one that has left the catalogue goes by its code."""
    return items().get(code) or Item(code, code, "", "")


def groups() -> dict[str, str]:
    """Return the names of the working groups."""
    return load_table("anlan.readiness", "items")["groups"]
