"""Whom a warning is for besides those who live in its area, and by which of its channels each is reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import permutations
from typing import Any, Final

from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel
from anlan.public_warnings.domain.channels import channel
from anlan.support.tables import load_table

_LENGTHS: Final = {"province": 2, "prefecture": 4, "county": 6, "township": 9, "village": 12}


class TargetState(StrEnum):
    """How it stands with one on the list: handed to a channel, called, without a way, or every way tried in vain."""

    QUEUED = "queued"
    CALLED = "called"
    NO_WAY = "no_way"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who by duty, post or task is told of warnings of these kinds from a level on; ``lengths``: of their regions."""

    who: str
    names: tuple[str, ...]
    branches: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    least_level: Level = Level.BLUE
    lengths: tuple[int, ...] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """Return the table's rules."""
    return tuple(_rule(row) for row in _table()["rule"])


def rules_for(kind: str, level: Level) -> tuple[Rule, ...]:
    """Return the rules that hold for a warning of this kind and level; a kind is meant by how its code begins."""
    return tuple(
        rule
        for rule in rules()
        if level >= rule.least_level and (not rule.kinds or any(kind.startswith(each) for each in rule.kinds))
    )


def person_ways() -> tuple[str, ...]:
    """Return the ways to people in their usual order."""
    return tuple(_table()["order"])


def channel_by_way(keys: Iterable[str]) -> dict[str, str]:
    """Return which of a warning's channels takes each way, the first that does."""
    found: dict[str, str] = {}
    drivers = {driver: way for way, names in _table()["drivers"].items() for driver in names}
    for key in keys:
        way = drivers.get(channel(key).driver)
        if way is not None:
            found.setdefault(way, key)
    return found


def orders(keys: Sequence[str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the channels to be tried for every order of ways that can be wished, and for every kind of device.

    The usual ways follow those that were wished, so that a wish costs nobody a warning.
    """
    by_way, usual = channel_by_way(keys), person_ways()
    wishes = [wish for count in range(len(usual) + 1) for wish in permutations(usual, count)]
    found = {wish: _in_order((*wish, *usual), by_way) for wish in wishes}
    return found | {(way,): (by_way[way],) if way in by_way else () for way in _table()["drivers"] if way not in usual}


def _in_order(ways: tuple[str, ...], by_way: dict[str, str]) -> tuple[str, ...]:
    return tuple(by_way[way] for way in dict.fromkeys(ways) if way in by_way)


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        who=row["who"],
        names=tuple(row["names"]),
        branches=tuple(row.get("branches", ())),
        kinds=tuple(row.get("kinds", ())),
        least_level=Level[row.get("least", "blue").upper()],
        lengths=tuple(_LENGTHS[RegionLevel[name.upper()].name.lower()] for name in row.get("levels", _LENGTHS)),
    )


def _table() -> dict[str, Any]:
    return load_table("anlan.public_warnings", "targets")
