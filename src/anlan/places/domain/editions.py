"""Comparing an edition of a list of divisions with the one in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from anlan.kernel.regions import RegionLevel, level_of, parent_of

MOSTLY = 0.5
"""From this share of a unit's children on, inclusive, its children tell where it went."""


class Standing(StrEnum):
    """What a division is: of the civil list, a mere grouping of the code, or of the statistical list only."""

    CIVIL = "civil"
    GROUPING = "grouping"
    STATISTICAL = "statistical"


class ChangeKind(StrEnum):
    """What became of a division between two editions."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RECODED = "recoded"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Row:
    """One division of a list: short-form code, name and standing."""

    code: str
    name: str
    standing: Standing = Standing.CIVIL


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionList:
    """An edition of a list, complete for ``levels`` (both ends included) below ``within``.

    ``counties`` names the counties of the same source, so that a township's county can be completed.
    """

    source: str
    edition: date
    within: str
    levels: tuple[RegionLevel, RegionLevel]
    rows: tuple[Row, ...]
    counties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``old`` and ``new`` are codes, of which one is empty where a unit came or went for good."""

    kind: ChangeKind
    old: str
    new: str
    old_name: str = ""
    new_name: str = ""


@dataclass(frozen=True, slots=True)
class Succession:
    """A merger or split that is known from a decision rather than guessed."""

    kind: ChangeKind
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What helps to follow a division: known successions and the words that end names."""

    successions: tuple[Succession, ...] = ()
    endings: tuple[str, ...] = ()


def compare(old: Mapping[str, str], new: Mapping[str, str], hints: Hints) -> tuple[Change, ...]:
    """Return what changed from ``old`` to ``new`` (code to name), each unit once, in the order of codes."""
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    followed = _known(gone, come, hints)
    followed += _recoded(gone - {a for _, a, _ in followed}, come, (old, new), hints)
    followed += _followed_by_children(gone, come, (old, new), followed)
    changes = [Change(kind, a, b, old.get(a, ""), new.get(b, "")) for kind, a, b in followed]
    told_old, told_new = {a for _, a, _ in followed}, {b for _, _, b in followed}
    changes += [Change(ChangeKind.REMOVED, code, "", old[code]) for code in gone - told_old]
    changes += [Change(ChangeKind.ADDED, "", code, "", new[code]) for code in come - told_new]
    kept = old.keys() & new.keys()
    changes += [Change(ChangeKind.RENAMED, c, c, old[c], new[c]) for c in kept if old[c] != new[c]]
    return tuple(sorted(changes, key=lambda change: (change.new or change.old, change.old)))


def stem(name: str, endings: Iterable[str]) -> str:
    """Return the name without the first of ``endings`` that it ends in, so that a county grown a city is known."""
    return next((name[: -len(e)] for e in endings if name.endswith(e) and len(name) > len(e) + 1), name)


_Step = tuple[ChangeKind, str, str]


def _known(gone: set[str], come: set[str], hints: Hints) -> list[_Step]:
    """Return the known successions that these editions show."""
    return [
        (known.kind, old, new)
        for known in hints.successions
        for old in known.old
        for new in known.new
        if old in gone and (new in come or known.kind is ChangeKind.MERGED)
    ]


def _recoded(
    gone: set[str], come: set[str], lists: tuple[Mapping[str, Any], Mapping[str, Any]], hints: Hints
) -> list[_Step]:
    """Return the units that kept parent and stem of name under another code."""
    old, new = lists
    by_stem = {(parent_of(code), stem(new[code], hints.endings)): code for code in come}
    pairs = ((code, by_stem.get((parent_of(code), stem(old[code], hints.endings)))) for code in sorted(gone))
    return [(ChangeKind.RECODED, code, heir) for code, heir in pairs if heir]


def _followed_by_children(
    gone: set[str], come: set[str], lists: tuple[Mapping[str, Any], Mapping[str, Any]], followed: list[_Step]
) -> list[_Step]:
    """Return mergers and splits that the children's names tell: most children now stand under one other unit."""
    before, after = (_villages(each) for each in lists)
    told = {code for _, a, b in followed for code in (a, b)}
    steps = []
    for code in sorted(gone - told):
        heir = _home_of(code, before, after)
        steps += [(ChangeKind.MERGED, code, heir)] if heir and heir in lists[1] else []
    for code in sorted(come - told):
        origin = _home_of(code, after, before)
        steps += [(ChangeKind.SPLIT, origin, code)] if origin and origin in lists[1] else []
    return steps


_Villages = dict[str, dict[str, set[str]]]
"""The villages' names by township, by county."""


def _home_of(code: str, here: _Villages, there: _Villages) -> str:
    """Return the sibling of ``code`` that holds most of its villages ``there`` and did not hold them ``here``."""
    held = here.get(parent_of(code), {})
    names = held.get(code, set())
    siblings = there.get(parent_of(code), {})
    shares = {other: len(names & (siblings[other] - held.get(other, set()))) for other in siblings if other != code}
    best = max(sorted(shares), key=lambda other: shares[other], default="")
    return best if best and shares[best] >= max(1, MOSTLY * len(names)) else ""


def _villages(names: Mapping[str, str]) -> _Villages:
    """Return the villages by township and county; other levels' names repeat too often to tell anything."""
    found: _Villages = {}
    for code, name in names.items():
        if level_of(code) is RegionLevel.VILLAGE:
            township = parent_of(code)
            found.setdefault(parent_of(township), {}).setdefault(township, set()).add(name)
    return found
