"""The room's tables as values."""

from functools import cache
from typing import Any

from anlan.investigations.domain.clocks import Limit, limits_from
from anlan.investigations.domain.levels import Level, levels_from
from anlan.support.tables import load_table

_ROOM = "anlan.investigations"


@cache
def levels() -> tuple[Level, ...]:
    """Return the levels of accidents, the gravest first."""
    return levels_from(load_table(_ROOM, "levels"))


@cache
def levels_by_key() -> dict[str, Level]:
    """Return the levels of accidents by key."""
    return {level.key: level for level in levels()}


@cache
def municipalities() -> frozenset[str]:
    """Return the provinces that are cities themselves."""
    return frozenset(load_table(_ROOM, "levels")["municipalities"]["codes"])


def window() -> dict[str, Any]:
    """Return how long a change of the casualties changes the level."""
    return dict(load_table(_ROOM, "levels")["window"])


@cache
def limits() -> dict[str, Limit]:
    """Return the limits of time by key."""
    return limits_from(load_table(_ROOM, "limits"))


@cache
def seats() -> dict[str, dict[str, Any]]:
    """Return who sends members into the group, by key."""
    return {row["key"]: row for row in load_table(_ROOM, "group")["seat"]}


@cache
def keep_years() -> int:
    """Return how long a file is kept where nothing else is said."""
    return int(load_table(_ROOM, "group")["keep_years"])


@cache
def sections() -> dict[str, str]:
    """Return the names of what a report must contain, by key, in order."""
    return {row["key"]: row["name"] for row in load_table(_ROOM, "report")["section"]}


def paper_words() -> dict[str, Any]:
    """Return the words of papers."""
    return load_table(_ROOM, "papers")
