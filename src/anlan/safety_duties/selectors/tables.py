"""The room's tables, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True)
class Evidence:
    """Records that count a duty: whose lists may use them, and whether they tell a share instead of times."""

    key: str
    name: str
    kinds: tuple[str, ...]
    is_share: bool


@dataclass(frozen=True, slots=True)
class Template:
    """What one sort of holder usually owes."""

    key: str
    name: str
    holder: str
    post: str
    items: tuple[Mapping[str, Any], ...]


@cache
def evidences() -> dict[str, Evidence]:
    """Return the records that count duties by themselves."""
    return {
        key: Evidence(key, row["name"], tuple(row["kinds"]), row.get("share", False))
        for key, row in load_table("anlan.safety_duties", "evidence").items()
    }


@cache
def templates() -> dict[str, Template]:
    """Return the shipped templates."""
    return {
        row["key"]: Template(row["key"], row["name"], row["holder"], row["post"], tuple(row["item"]))
        for row in load_table("anlan.safety_duties", "templates")["template"]
    }


def template_edition() -> str:
    """Return the edition of the templates."""
    return str(load_table("anlan.safety_duties", "templates")["edition"])


@cache
def scoring() -> Mapping[str, Any]:
    """Return the table of grades."""
    return load_table("anlan.safety_duties", "scoring")


def grades() -> tuple[tuple[int, str], ...]:
    """Return from which score on a grade holds, the highest first."""
    return tuple((row["least"], row["key"]) for row in scoring()["grade"])


@cache
def rhythm_words() -> Mapping[str, str]:
    """Return how rhythms are written in tables and papers."""
    return dict(load_table("anlan.safety_duties", "columns")["rhythms"])


def column_heads() -> Mapping[str, tuple[str, ...]]:
    """Return the heads by which the columns of a table of duties are found."""
    table = load_table("anlan.safety_duties", "columns")
    return {key: tuple(heads) for key, heads in table.items() if key != "rhythms"}


def paper_words() -> Mapping[str, Any]:
    """Return the words of the printed list."""
    return load_table("anlan.safety_duties", "paper")
