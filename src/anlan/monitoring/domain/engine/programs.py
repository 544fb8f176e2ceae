"""From units to programs: what a group of series is judged by, without their names, each kept once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from anlan.monitoring.domain.engine.tables import (
    CASE,
    CLAUSE_RULE,
    ENTRY,
    FEATURE,
    MEMBER,
    MICRO,
    MINUTE,
    OUT_OF_REACH,
    PROGRAM,
    UNIT_RULE,
    Tables,
)
from anlan.monitoring.domain.judging import EXACT_MINUTES, LONGEST_MINUTES, Aggregate, Case, Clause, Compare, Unit

_KINDS: Final = {kind: number for number, kind in enumerate(Aggregate)}
_UP: Final = {Compare.AT_LEAST, Compare.ABOVE}
_BEYOND: Final = {Compare.AT_LEAST: 0, Compare.ABOVE: 1, Compare.AT_MOST: 0, Compare.BELOW: -1}
_MOST_READINGS: Final = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Series that are judged together, because some unit asks several of them, and all units on them."""

    members: tuple[int, ...]
    units: tuple[Unit, ...]


def groups_of(units: Iterable[Unit]) -> list[Group]:
    """Return units by the series that hang together."""
    everything = list(units)
    together: dict[int, list[int]] = {}
    for unit in everything:
        _join(together, series_of(unit))
    by_first: dict[int, list[Unit]] = {}
    for unit in everything:
        by_first.setdefault(together[unit.series][0], []).append(unit)
    return [Group(tuple(sorted(together[first])), tuple(its)) for first, its in by_first.items()]


def series_of(unit: Unit) -> set[int]:
    """Return all series that a unit asks, its own among them."""
    found = {clause.series for case in unit.cases for clause in case.clauses}
    found.add(unit.series)
    return found


def _join(together: dict[int, list[int]], wanted: set[int]) -> None:
    """Put series that hang together into one list that all of them share."""
    lists = {id(found): found for each in wanted if (found := together.get(each)) is not None}
    if len(lists) == 1 and all(each in together for each in wanted):
        return
    joined = sorted({*wanted, *(each for found in lists.values() for each in found)})
    for each in joined:
        together[each] = joined


def micro(value: float) -> int:
    """Return a value in whole micro-units, rounded to the nearest."""
    return round(value * MICRO)


def trigger_of(clause: Clause) -> int:
    """Return the first whole micro-unit that meets a clause."""
    return micro(clause.threshold) + _BEYOND[clause.compare]


def _key(unit: Unit, place_of: dict[int, int]) -> tuple[Any, ...]:
    return (unit.rearm_minutes, unit.valid_for, tuple(_case_key(case, place_of) for case in unit.cases))


def _case_key(case: Case, place_of: dict[int, int]) -> tuple[Any, ...]:
    return int(case.level), case.need, tuple(_clause_key(clause, place_of) for clause in case.clauses)


def _clause_key(clause: Clause, place_of: dict[int, int]) -> tuple[Any, ...]:
    trigger = trigger_of(clause)
    return (
        place_of[clause.series],
        _KINDS[clause.aggregate],
        clause.window_minutes,
        clause.compare in _UP,
        trigger,
        trigger if clause.clear is None else micro(clause.clear),
        clause.hold_minutes,
        clause.times,
        clause.of,
    )


def check(clause: Clause) -> None:
    """Refuse a clause that the engine cannot judge."""
    is_value = clause.aggregate is Aggregate.VALUE
    if is_value != (clause.window_minutes == 0) or not 0 <= clause.window_minutes <= LONGEST_MINUTES:
        raise ValueError(f"{clause.aggregate} over {clause.window_minutes} minutes")
    if not 1 <= clause.times <= clause.of <= _MOST_READINGS or clause.hold_minutes < 0:
        raise ValueError(f"{clause.times} of {clause.of} readings, held {clause.hold_minutes} minutes")


_LINES: Final = {
    "programs": PROGRAM,
    "members": MEMBER,
    "features": FEATURE,
    "entries": ENTRY,
    "units": UNIT_RULE,
    "cases": CASE,
    "clauses": CLAUSE_RULE,
}


@dataclass(slots=True)
class Programs:
    """All programs so far, as growing tables; ``tables`` gives them to the loops."""

    lines: dict[str, list[tuple[int, ...]]] = field(default_factory=lambda: {name: [] for name in _LINES})
    entry_clauses: list[int] = field(default_factory=list)
    widths: list[tuple[int, int]] = field(default_factory=list)
    _numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def number_of(self, group: Group) -> int:
        """Return the number of a group's program; it is made at first need."""
        place_of = {series: place for place, series in enumerate(group.members)}
        key = (len(group.members), tuple(_key(unit, place_of) for unit in group.units))
        number = self._numbers.get(key)
        if number is None:
            for clause in (clause for unit in group.units for case in unit.cases for clause in case.clauses):
                check(clause)
            number = self._numbers[key] = len(self._numbers)
            self._add(*key)
        return number

    def tables(self) -> Tables:
        """Return the programs as arrays; each ends with a line that says where the next would begin."""
        following = {name: len(lines) for name, lines in self.lines.items()}
        ends = {
            "programs": {"member": "members", "unit": "units", "clause": "clauses"},
            "members": {"feature": "features", "entry": "entries"},
            "units": {"case": "cases"},
            "cases": {"clause": "clauses"},
        }
        made = {}
        for name, kind in _LINES.items():
            array = np.zeros(following[name] + 1, dtype=kind)
            array[:-1] = self.lines[name]
            for column, other in ends.get(name, {}).items():
                array[-1][column] = following[other]
            made[name] = array
        made["entries"][-1]["clause"] = len(self.entry_clauses)
        return Tables(entry_clauses=np.array([*self.entry_clauses, 0], dtype=np.int32), **made)

    def _put(self, name: str, **cells: int) -> None:
        self.lines[name].append(tuple(int(cells[column]) for column in _LINES[name].names or ()))

    def _begin(self, name: str) -> int:
        return len(self.lines[name])

    def _add(self, members: int, units: tuple[Any, ...]) -> None:
        clauses = [clause for _rearm, _valid, cases in units for _level, _need, own in cases for clause in own]
        unit0, clause0 = self._begin("units"), self._begin("clauses")
        self._put("programs", member=self._begin("members"), unit=unit0, clause=clause0)
        shapes = [_shapes(member, clauses) for member in range(members)]
        for clause in clauses:
            self._add_clause(clause, shapes[clause[0]])
        self._add_units(units, clause0)
        for member in range(members):
            self._add_member(member, shapes[member], clauses, units)
            self._add_entries(member, units, (unit0, clause0))
        self.widths.append((len(units), len(clauses)))

    def _add_clause(self, clause: tuple[Any, ...], shapes: list[tuple[int, int]]) -> None:
        member, kind, window, up, trigger, clear, hold, times, of = clause
        self._put(
            "clauses",
            member=member,
            feature=shapes.index((kind, window)),
            up=up,
            trigger=trigger,
            clear=clear,
            hold=hold * MINUTE,
            times=times,
            of=of,
        )

    def _add_units(self, units: tuple[Any, ...], clause0: int) -> None:
        for rearm, valid, cases in units:
            several = len(_asked(cases)) > 1
            self._put("units", case=self._begin("cases"), several=several, rearm=rearm * MINUTE, valid=valid * MINUTE)
            for level, need, own in cases:
                self._put("cases", clause=clause0, level=level, need=need)
                clause0 += len(own)

    def _add_member(
        self, member: int, shapes: list[tuple[int, int]], clauses: list[tuple[Any, ...]], units: tuple[Any, ...]
    ) -> None:
        exact = [shape for shape in shapes if shape[0] and shape[1] <= EXACT_MINUTES]
        long = [shape for shape in shapes if shape[1] > EXACT_MINUTES]
        only_sums = all(kind == _KINDS[Aggregate.SUM] for kind, _window in exact)
        self._put(
            "members",
            feature=self._begin("features"),
            entry=self._begin("entries"),
            keeps=(1 if only_sums else 2) if exact else 0,
            needs=bool(exact) + len(long),
            shared=any(member in _asked(cases) and len(_asked(cases)) > 1 for _rearm, _valid, cases in units),
        )
        for kind, window in shapes:
            own = [clause for clause in clauses if clause[:3] == (member, kind, window)]
            self._put(
                "features",
                kind=kind,
                hours=-(-window // 60) if window > EXACT_MINUTES else 0,
                window=window * MINUTE,
                low=max((clause[4] for clause in own if not clause[3]), default=-OUT_OF_REACH),
                high=min((clause[4] for clause in own if clause[3]), default=OUT_OF_REACH),
                frees=bool(exact) and (kind, window) == exact[-1],
            )

    def _add_entries(self, member: int, units: tuple[Any, ...], starts: tuple[int, int]) -> None:
        unit, clause = starts
        for _rearm, _valid, cases in units:
            flat = [own for _level, _need, clauses in cases for own in clauses]
            mine = [clause + index for index, own in enumerate(flat) if own[0] == member]
            if mine:
                self._put("entries", unit=unit, clause=len(self.entry_clauses))
                self.entry_clauses += mine
            unit, clause = unit + 1, clause + len(flat)


def _asked(cases: tuple[Any, ...]) -> set[int]:
    """Return the members that a unit's cases ask."""
    return {clause[0] for _level, _need, own in cases for clause in own}


def _shapes(member: int, clauses: list[tuple[Any, ...]]) -> list[tuple[int, int]]:
    """Return the distinct (kind, window) of a member's clauses: single values first, the longest exact window last."""
    found = {(kind, window) for place, kind, window, *_ in clauses if place == member}
    return sorted(found, key=lambda shape: (0 < shape[1] <= EXACT_MINUTES, shape[1], shape[0]))
