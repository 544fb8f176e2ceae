"""The catalogue of items that stores hold."""

from dataclasses import dataclass
from functools import cache

from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True)
class Item:
    """A stored item: its code, name, unit, working group, and its class by the national standard.

    ``mark`` says whether the class was read in the standard (verified) or is our own reading (doubtful).
    """

    code: str
    name: str
    unit: str
    group: str
    national_class: str = ""
    mark: str = ""


@cache
def items() -> dict[str, Item]:
    """Return the catalogue by code."""
    rows = load_table("anlan.readiness", "items")["item"]
    return {
        row["code"]: Item(row["code"], row["name"], row["unit"], row["group"], row["class"], row["mark"])
        for row in rows
    }


def item_of(code: str) -> Item:
    """Return an item; one that has left the catalogue goes by its code."""
    return items().get(code) or Item(code, code, "", "")


def classes() -> dict[str, str]:
    """Return the names of the national standard's classes by code."""
    return {each["code"]: each["name"] for each in load_table("anlan.readiness", "items")["class"]}


def groups() -> dict[str, str]:
    """Return the names of the working groups."""
    return load_table("anlan.readiness", "items")["groups"]
