"""The engine: units in, readings through, moves out; late readings are judged as if they had come in time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from anlan.kernel.levels import Level
from anlan.monitoring.domain.engine.loop import JUDGE, LATE, REMEMBER
from anlan.monitoring.domain.engine.loops import Key, Loops
from anlan.monitoring.domain.engine.memory import reset_group
from anlan.monitoring.domain.engine.moves import Ending, Move, Step, Told, to_correct, to_tell
from anlan.monitoring.domain.engine.past import Past, Point
from anlan.monitoring.domain.engine.programs import Group, groups_of
from anlan.monitoring.domain.engine.standing import amount_of, deciding_clause
from anlan.monitoring.domain.engine.tables import (
    AMOUNT,
    CLAUSE,
    FALL,
    GROUP,
    HOUR,
    KIND,
    LEVEL,
    MICRO,
    MINUTE,
    NO_TIME,
    NO_VALUE,
    PREVIOUS,
    REPLAY,
    RISE,
    SERIES,
    SLEPT,
    TIME,
    TOUCHED,
    UNIT,
    WOKE,
    Bytes,
    Ints,
    Small,
)
from anlan.monitoring.domain.judging import Clause, Unit
from anlan.monitoring.domain.readings import Readings

Fetch = Callable[[dict[int, int]], Readings]
"""Gives all stored readings of series after an instant each."""
_BEFORE_ALL: Final = -1


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands, what was told of it last, and when the level was held last (microseconds)."""

    level: Level
    told: Level
    held_at: int


class Engine:
    """Judges readings by units. Usable alone: ``Engine(units).judge(readings)`` tries rules on history."""

    def __init__(self, units: Iterable[Unit] = (), *, behind_minutes: int = 360) -> None:
        self.behind = behind_minutes * MINUTE
        self.loops = Loops()
        self.groups: list[Group | None] = []
        self.pasts: dict[int, Past] = {}
        self.touched: set[int] = set()
        self._number_of: dict[int, int] = {}
        self._swept = 0
        self.change(groups_of(units))

    def change(self, groups: list[Group]) -> list[int]:
        """Judge by these groups from now on; return the numbers of those that are new or other than before.

        What has not changed stands as it stood. A unit that goes on in another group keeps its level.
        """
        kept = {number for group in groups if (number := self._same(group)) is not None}
        standings: dict[Any, tuple[int, int, int]] = {}
        for number in [number for number, group in enumerate(self.groups) if group and number not in kept]:
            standings |= self._take_out(number)
        coming = [group for group in groups if self._same(group) is None]
        first = len(self.groups)
        programs = np.array([self.loops.programs.number_of(group) for group in coming], dtype=np.int64)
        self.loops.admit(programs, np.array([each for group in coming for each in group.members], dtype=np.int64))
        self.groups += coming
        self._number_of |= {group.members[0]: first + index for index, group in enumerate(coming)}
        if standings:
            for number in range(first, len(self.groups)):
                self._carry_over(number, standings)
        return list(range(first, len(self.groups)))

    def _same(self, group: Group) -> int | None:
        number = self._number_of.get(group.members[0])
        return number if number is not None and self.groups[number] == group else None

    def _take_out(self, number: int) -> dict[Any, tuple[int, int, int]]:
        group, past = self._group(number), self.pasts.pop(number, Past())
        unit0 = int(self.loops.state.groups["unit0"][number])
        units = self.loops.state.units[unit0 : unit0 + len(group.units)]
        standings = {
            unit.key: (int(its["level"]), int(its["held"]), past.believed.get(index, 0))
            for index, (unit, its) in enumerate(zip(group.units, units, strict=True))
            if its["level"] or past.believed.get(index)
        }
        self.loops.dismiss(number)
        self.groups[number] = None
        self.touched.discard(number)
        del self._number_of[group.members[0]]
        return standings

    def _carry_over(self, number: int, standings: dict[Any, tuple[int, int, int]]) -> None:
        for index, unit in enumerate(self._group(number).units):
            level, held, believed = standings.get(unit.key, (0, 0, 0))
            if level or believed:
                self.stand(number, index, Standing(Level(level), Level(believed), held))

    def stand(self, number: int, index: int, standing: Standing) -> None:
        """Let a unit of a group stand at a level; its clauses answer anew at the next reading."""
        self.loops.stand(number, index, int(standing.level), standing.held_at)
        past = self.pasts.setdefault(number, Past())
        past.believed[index] = int(standing.told)

    def _group(self, number: int) -> Group:
        group = self.groups[number]
        if group is None:
            raise LookupError(f"group {number} is judged no more")
        return group

    def number_of(self, series: int) -> int | None:
        """Return the number of the group of a series."""
        if not 0 <= series < len(self.loops.row_of) or self.loops.row_of[series] < 0:
            return None
        return int(self.loops.state.rows["group"][self.loops.row_of[series]])

    def remember(self, readings: Readings) -> None:
        """Fill the windows with readings that were judged before."""
        readings, rows = self.loops.in_order(readings)
        self.loops.take(readings, rows, np.full(len(rows), REMEMBER, dtype=np.int8))

    def settle(self, numbers: Iterable[int]) -> None:
        """Note, after windows were filled, that levels which hold were held at the newest reading."""
        for number in numbers:
            unit0 = int(self.loops.state.groups["unit0"][number])
            for index, unit in enumerate(self._group(number).units):
                its = self.loops.state.units[unit0 + index]
                newest = self._newest_of(unit)
                if its["level"] and its["now"] >= its["level"] and newest != NO_TIME:
                    its["held"] = newest
            past = self.pasts.get(number)
            if past is not None and not past.points and self.loops.is_awake(number):
                time, series = self.loops.newest_of(number)
                past.points.append(Point(Key(time, series + 1), self.loops.snap(number)))

    def _newest_of(self, unit: Unit) -> int:
        asked = [clause.series for case in unit.cases for clause in case.clauses]
        return int(self.loops.state.rows["newest"][self.loops.row_of[asked]].max(initial=NO_TIME))

    def standing(self, number: int, index: int) -> Standing:
        """Return where a unit of a group stands."""
        its = self.loops.state.units[int(self.loops.state.groups["unit0"][number]) + index]
        believed = self.pasts[number].believed.get(index, 0) if number in self.pasts else 0
        return Standing(Level(int(its["level"])), Level(believed), int(its["held"]))

    def judge(self, readings: Readings, *, fetch: Fetch | None = None, told_from: int = NO_TIME) -> list[Move]:
        """Take new readings and return what is to be told, oldest first.

        ``fetch`` gives the stored readings, the new ones among them, where late ones make a replay necessary; without
        it late readings are left out. What happened before ``told_from`` is told only where it lasts.
        """
        readings, rows = self.loops.in_order(readings)
        if not len(rows):
            return []
        ways, reports = self.loops.take(readings, rows)
        late = self._late(readings, rows, ways, reports) if fetch else {}
        moves = self._record(reports, set(late), told_from)
        if fetch and late:
            moves += self._replay(late, fetch, told_from)
        self._sweep(int(readings.times.max()))
        return sorted(moves, key=lambda move: (move.time, move.unit.key))

    def _late(self, readings: Readings, rows: Small, ways: Bytes, reports: Ints) -> dict[int, Key]:
        """Return the groups that are to be replayed, and from which reading on: the first of theirs in the batch."""
        groups = self.loops.state.rows["group"][rows]
        late = set(groups[ways == LATE].tolist()) | set(reports[reports[:, KIND] == REPLAY, GROUP].tolist())
        late |= self._behind_their_past(readings, groups)
        found: dict[int, Key] = {}
        for group in late:
            first = int(np.argmax(groups == group))
            newest = self.loops.newest_of(group).time
            key = Key(int(readings.times[first]), int(readings.series[first]))
            found[group] = max(key, Key(newest - self.behind, _BEFORE_ALL))
        return found

    def _behind_their_past(self, readings: Readings, groups: Small) -> set[int]:
        """Return groups of several series with a reading before their newest point.

        No unit may ask its series together with the one that is ahead; but points and steps are the whole group's.
        """
        shared = {
            n: its.points[-1].key for n, its in self.pasts.items() if its.points and len(self._group(n).members) > 1
        }
        if not shared:
            return set()
        numbers, firsts = np.unique(groups, return_index=True)
        keys = zip(readings.times[firsts].tolist(), readings.series[firsts].tolist(), strict=True)
        first_of = dict(zip(numbers.tolist(), keys, strict=True))
        return {n for n, newest in shared.items() if n in first_of and Key(*first_of[n]) < newest}

    def _record(self, reports: Ints, without: set[int], told_from: int) -> list[Move]:
        """Record what the loops reported, group by group, and return what is to be told of it."""
        steps = self._note(reports, without)
        moves: list[Move] = []
        for (group, index), its in steps.items():
            believed = self.pasts[group].believed
            told = to_tell(its, believed.get(index, 0), told_from)
            if told:
                believed[index] = told[-1].step.level
            moves += [self._move(group, each) for each in told]
        return moves

    def _note(self, reports: Ints, without: set[int]) -> dict[tuple[int, int], list[Step]]:
        """Add reports to the pasts; return the steps by group and unit."""
        steps: dict[tuple[int, int], list[Step]] = {}
        for line in reports.tolist():
            kind, group = line[KIND], line[GROUP]
            if kind == TOUCHED:
                self.touched.add(group)
            if kind in (TOUCHED, REPLAY) or group in without:
                continue
            past = self.pasts.setdefault(group, Past())
            if kind == WOKE:
                past.points.append(Point(Key(line[TIME], line[SERIES]), None))
            elif kind == SLEPT:
                past.points.append(Point(Key(line[TIME], line[SERIES] + 1), None))
            elif kind in (RISE, FALL):
                cells = (line[TIME], line[SERIES], line[UNIT], line[LEVEL], line[PREVIOUS], line[CLAUSE], line[AMOUNT])
                past.steps.append(Step(*cells))
                steps.setdefault((group, line[UNIT]), []).append(past.steps[-1])
        return steps

    def _move(self, group: int, told: Told) -> Move:
        step, unit = told.step, self._group(group).units[told.step.unit]
        return Move(
            unit=unit,
            level=Level(step.level),
            previous=Level(step.previous),
            clause=clauses_of(unit)[step.clause],
            time=step.time,
            value=0.0 if step.amount == NO_VALUE else step.amount / MICRO,
            is_withdrawn=told.is_withdrawn,
        )

    def _replay(self, late: dict[int, Key], fetch: Fetch, told_from: int) -> list[Move]:
        """Judge groups anew from where their late readings belong; return what has to be told or corrected."""
        points = {group: self.pasts.get(group, Past()).point_before(key) for group, key in late.items()}
        spans = {
            series: points[group].key.time - self._reach(group)
            for group in late
            for series in self._group(group).members
        }
        readings, rows = self.loops.in_order(fetch(spans))
        before: dict[int, list[Step]] = {}
        for group, point in points.items():
            past = self.pasts.setdefault(group, Past())
            before[group] = past.cut(point.key)
            reset_group(self.loops.tables, self.loops.state, group)
            if point.snap is not None:
                self.loops.put_back(group, point.snap, point.key.time)
        ways = self._ways(readings, rows, points)
        _ways, reports = self.loops.take(readings, rows, ways)
        steps = self._note(reports, set())
        self.touched |= set(late)
        stories = {group: {unit: its for (number, unit), its in steps.items() if number == group} for group in before}
        return [move for group, old in before.items() for move in self._correct(group, old, stories[group], told_from)]

    def _reach(self, group: int) -> int:
        """Return how far before a reading lies what its judgement depends on."""
        units = self._group(group).units
        return max(max(unit.longest_window + 60, unit.valid_for, unit.rearm_minutes) for unit in units) * MINUTE

    def _ways(self, readings: Readings, rows: Small, points: dict[int, Point]) -> Bytes:
        groups = self.loops.state.rows["group"][rows]
        ways = np.full(len(rows), JUDGE, dtype=np.int8)
        for group, point in points.items():
            own = groups == group
            times, series = readings.times[own], readings.series[own]
            early = (times < point.key.time) | ((times == point.key.time) & (series < point.key.series))
            ways[own] = np.where(early, REMEMBER, JUDGE)
        return ways

    def _correct(self, group: int, old: list[Step], new: dict[int, list[Step]], told_from: int) -> list[Move]:
        past, moves = self.pasts[group], []
        for index in {step.unit for step in old} | set(new) | {unit for unit, told in past.believed.items() if told}:
            told = to_correct(
                [step for step in old if step.unit == index],
                new.get(index, []),
                Ending(past.believed.get(index, 0), self._now(group, index), told_from),
            )
            if told:
                past.believed[index] = told[-1].step.level
            moves += [self._move(group, each) for each in told]
        return moves

    def _now(self, group: int, index: int) -> Step:
        """Return where a unit stands, as a step at its newest reading."""
        loops, unit = self.loops, self._group(group).units[index]
        state = loops.state
        level = int(state.units["level"][int(state.groups["unit0"][group]) + index])
        shape = int(loops.tables.programs["unit"][state.groups["program"][group]]) + index
        time = self._newest_of(unit)
        clause = deciding_clause(loops.tables, state, group, shape, level, time)
        first = int(loops.tables.cases["clause"][loops.tables.units["case"][shape]])
        amount = amount_of(loops.tables, state, group, clause)
        return Step(time, unit.series, index, level, level, clause - first, amount)

    def _sweep(self, newest: int) -> None:
        """Once an hour of the readings' time, keep a point of every group that is awake and forget what is over."""
        if newest // HOUR <= self._swept:
            return
        self._swept = newest // HOUR
        for group, past in list(self.pasts.items()):
            if self.loops.is_awake(group):
                time, series = self.loops.newest_of(group)
                key = Key(time, series + 1)
                if not past.points or past.points[-1].key < key:
                    past.points.append(Point(key, self.loops.snap(group)))
                    past.prune(time - self.behind)
                    self.touched.add(group)
            else:
                past.prune(newest - self.behind)
            if past.is_over and not self.loops.is_awake(group):
                del self.pasts[group]
                self.touched.add(group)


def clauses_of(unit: Unit) -> list[Clause]:
    """Return all clauses of a unit in the order of its cases."""
    return [clause for case in unit.cases for clause in case.clauses]
