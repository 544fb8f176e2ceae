"""Ladders of calls as data: whom to call for one place, in what order, by which ways, how long and how often."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel
from anlan.support.tables import load_table

ANY_GROUP: Final = "any"
WAYS: Final = ("sms", "voice", "both")
LEVELS: Final = ("county", "township", "village")
ROLES: Final = ("admin", "technical", "patrol")
_MOST_RUNGS, _MOST_TRIES = 8, 10
_LONGEST_MINUTES, _LONGEST_HOURS = 24 * 60, 7 * 24


class Who(StrEnum):
    """Who stands on a rung, as seen from the place that is called."""

    A = "A"
    B = "B"
    SUPERIOR = "superior"
    NEIGHBOUR = "neighbour"
    POLICE = "police"


class Confirm(StrEnum):
    """How many must confirm per place."""

    ONE = "1"
    TWO = "2"
    ALL = "all"


class Villages(StrEnum):
    """When villages are called: with their township, or by it after it has confirmed."""

    AT_ONCE = "at_once"
    AFTER_TOWNSHIP = "after_township"


class Moves(StrEnum):
    """Which households stand on a village's list of those to be moved."""

    NONE = "none"
    FIRST = "first"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One rung: who is called, by which way at each try (the last is repeated), for how long and how often."""

    who: Who
    ways: tuple[str, ...]
    minutes: float
    tries: int
    levels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The whole order of calls of one place; a round keeps a copy, so that later edits miss it."""

    group: str
    colour: str
    confirm: Confirm
    villages: Villages
    village_wait_minutes: float
    silent_minutes: float
    ask_again_minutes: float
    link_hours: float
    moves: Moves
    rungs: tuple[Rung, ...]
    source: str
    mark: str
    edition: str

    def data(self) -> dict[str, Any]:
        """Return the ladder as plain data, as a round and an edition keep it."""
        return asdict(self)

    def needed(self, own: int) -> int:
        """Return how many must confirm in a place that has ``own`` posts of its own."""
        return max(own, 1) if self.confirm is Confirm.ALL else int(self.confirm)


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of warning that share a ladder, and in which duties the people answer for a place."""

    key: str
    name: str
    kinds: tuple[str, ...]
    duties: tuple[str, ...]


def ladder_of(data: dict[str, Any]) -> Ladder:
    """Return the ladder that ``data`` describes; refuse by field and rule what is none."""
    rungs = tuple(_rung(row, number) for number, row in enumerate(data["rungs"], 1))
    if not 1 <= len(rungs) <= _MOST_RUNGS:
        raise InvalidValue(field="rungs", value=str(len(rungs)), rule="1_to_8")
    return Ladder(
        group=_one_of("group", data["group"], tuple(groups())),
        colour=_one_of("colour", data["colour"], tuple(level.colour for level in Level if level)),
        confirm=Confirm(_one_of("confirm", str(data["confirm"]), tuple(Confirm))),
        villages=Villages(_one_of("villages", data["villages"], tuple(Villages))),
        village_wait_minutes=_between("village_wait_minutes", data, 1, _LONGEST_MINUTES),
        silent_minutes=_between("silent_minutes", data, 1, _LONGEST_MINUTES),
        ask_again_minutes=_between("ask_again_minutes", data, 0, _LONGEST_MINUTES),
        link_hours=_between("link_hours", data, 1, _LONGEST_HOURS),
        moves=Moves(_one_of("moves", data["moves"], tuple(Moves))),
        rungs=rungs,
        source=str(data["source"]),
        mark=str(data["mark"]),
        edition=str(data["edition"]),
    )


def _rung(row: dict[str, Any], number: int) -> Rung:
    head = f"rungs.{number}"
    ways = tuple(_one_of(f"{head}.ways", way, WAYS) for way in row["ways"])
    tries = row["tries"]
    if not ways:
        raise InvalidValue(field=f"{head}.ways", value="", rule="at_least_one")
    if not isinstance(tries, int) or not 1 <= tries <= _MOST_TRIES:
        raise InvalidValue(field=f"{head}.tries", value=str(tries), rule="1_to_10")
    return Rung(
        who=Who(_one_of(f"{head}.who", row["who"], tuple(Who))),
        ways=ways,
        minutes=_between("minutes", row, 1, _LONGEST_MINUTES, head=f"{head}."),
        tries=tries,
        levels=tuple(_one_of(f"{head}.levels", each, LEVELS) for each in row.get("levels", ())),
        roles=tuple(_one_of(f"{head}.roles", each, ROLES) for each in row.get("roles", ())),
    )


def _one_of(field: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise InvalidValue(field=field, value=str(value), rule="in_table_of_ladders")
    return value


def _between(field: str, row: dict[str, Any], least: float, most: float, *, head: str = "") -> float:
    value = row[field]
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise InvalidValue(field=head + field, value=str(value), rule=f"{least:g}_to_{most:g}")
    return float(value)


@cache
def groups() -> dict[str, Group]:
    """Return every group of kinds by its key, in the table's order."""
    rows = load_table("anlan.public_warnings", "calls")["group"]
    return {row["key"]: Group(row["key"], row["name"], tuple(row["kinds"]), tuple(row["duties"])) for row in rows}


def group_of(kind: str) -> Group:
    """Return the group that a kind of warning belongs to."""
    return next((group for group in groups().values() if kind in group.kinds), groups()[ANY_GROUP])


@cache
def standard_ladders() -> dict[tuple[str, str], Ladder]:
    """Return the table's ladders by group and colour."""
    table = load_table("anlan.public_warnings", "calls")
    found = (ladder_of({**row, "edition": table["edition"]}) for row in table["ladder"])
    return {(ladder.group, ladder.colour): ladder for ladder in found}


def standard_ladder(group: str, level: Level) -> Ladder:
    """Return the table's ladder of a group and level: its own, else the one for any kind."""
    known = standard_ladders()
    return known.get((group, level.colour)) or known[ANY_GROUP, level.colour]


def level_name(level: RegionLevel) -> str:
    """Return how ladders name a level of places; what stands above a county is called as a county is."""
    return {RegionLevel.VILLAGE: "village", RegionLevel.TOWNSHIP: "township"}.get(level, "county")
