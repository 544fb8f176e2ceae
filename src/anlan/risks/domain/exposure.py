"""What may be hit, and the kinds and levels of risk zones: data."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from anlan.support.tables import load_table


@cache
def exposed_kinds() -> Mapping[str, str]:
    """Return the names of the kinds of exposed elements by key."""
    return _names("kind")


@cache
def exposed_icons() -> Mapping[str, str]:
    """Return the icons of the kinds of exposed elements by key."""
    return {each["key"]: each["icon"] for each in _table("kind")}


@cache
def structures() -> Mapping[str, str]:
    """Return the names of the structures of houses by key."""
    return _names("structure")


@cache
def hazards() -> Mapping[str, str]:
    """Return the names of the hazards of which there are risk zones by key."""
    return _names("hazard")


@cache
def zone_levels() -> Mapping[int, str]:
    """Return the names of the four levels, the gravest first."""
    return {each["level"]: each["name"] for each in _table("level")}


@cache
def words_of(what: str) -> Mapping[str, str]:
    """Return the words that a survey may use for a kind, structure, hazard or level, by what they mean."""
    key = "level" if what == "level" else "key"
    return {word: str(each[key]) for each in _table(what) for word in (each["name"], *each.get("words", ()))}


def _names(what: str) -> Mapping[str, str]:
    return {each["key"]: each["name"] for each in _table(what)}


def _table(what: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = load_table("anlan.risks", "exposure")[what]
    return rows
