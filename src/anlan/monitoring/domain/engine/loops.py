"""The loops with their arrays: groups in, readings through, reports out. Nothing here knows a unit by name."""

from typing import Final, NamedTuple

import numpy as np

from anlan.monitoring.domain.engine.loop import JUDGE, take_all
from anlan.monitoring.domain.engine.memory import (
    empty_state,
    recount,
    reset_group,
    with_more,
    with_more_chunks,
    with_more_reports,
)
from anlan.monitoring.domain.engine.programs import Programs
from anlan.monitoring.domain.engine.tables import (
    FREE_COUNT,
    GROUP,
    KIND,
    MICRO,
    REPORTED,
    TOUCHED,
    Bytes,
    Ints,
    Small,
    Tables,
)
from anlan.monitoring.domain.readings import Readings

STRANGER: Final = -1
_KEPT_OF_UNITS: Final = ("level", "now", "held")
_KEPT_OF_CLAUSES: Final = ("since", "bits", "met", "answer")
Snap = list[list[int]]


class Key(NamedTuple):
    """A reading's place in the order of its group."""

    time: int
    series: int


class Loops:
    """What judges: the tables of the programs and the state of all groups."""

    def __init__(self) -> None:
        self.programs = Programs()
        self.tables: Tables = self.programs.tables()
        self.state = empty_state()
        self.row_of = np.full(1, STRANGER, dtype=np.int32)

    def admit(self, programs: Ints, members: Ints) -> None:
        """Take in groups at rest, by their programs; ``members`` are their series, one group after the other."""
        self.tables = self.programs.tables()
        first = len(self.state.rows)
        self.state = with_more(self.state, self.tables, programs, members)
        highest = int(members.max(initial=0))
        if highest >= len(self.row_of):
            more = np.full(max(highest + 1, 2 * len(self.row_of)) - len(self.row_of), STRANGER, dtype=np.int32)
            self.row_of = np.concatenate([self.row_of, more])
        self.row_of[members] = np.arange(first, len(self.state.rows))

    def dismiss(self, group: int) -> None:
        """Forget a group: its series are strangers again, its samples' room is free."""
        reset_group(self.tables, self.state, group)
        members = self.members_of(group)
        self.row_of[members[self.row_of[members] == np.arange(*self.rows_of(group))]] = STRANGER

    def rows_of(self, group: int) -> tuple[int, int]:
        """Return the first row of a group and the one after its last."""
        program, first = self.state.groups["program"][group], int(self.state.groups["row0"][group])
        return first, first + int(np.diff(self.tables.programs["member"])[program])

    def members_of(self, group: int) -> Ints:
        """Return the series of a group."""
        return self.state.rows["series"][slice(*self.rows_of(group))].astype(np.int64)

    def newest_of(self, group: int) -> Key:
        """Return the time and the series of a group's newest reading."""
        rows = self.state.rows[slice(*self.rows_of(group))]
        time = int(rows["newest"].max())
        return Key(time, int(rows["series"][rows["newest"] == time].max()))

    def in_order(self, readings: Readings) -> tuple[Readings, Small]:
        """Return the readings that are judged, group by group in the order of time and series, and their rows."""
        rows = self.row_of[np.minimum(readings.series, len(self.row_of) - 1)]
        if (rows == STRANGER).any() or (readings.series >= len(self.row_of)).any():
            known = (rows != STRANGER) & (readings.series < len(self.row_of))
            readings, rows = readings.picked(known), rows[known]
        steps = np.diff(readings.times)
        if (steps < 0).any() or (np.diff(readings.series)[steps == 0] < 0).any():
            order = np.lexsort((readings.series, readings.times))
            readings, rows = readings.picked(order), rows[order]
        order = np.argsort(self.state.rows["group"][rows], kind="stable")
        return readings.picked(order), rows[order]

    def take(self, readings: Readings, rows: Small, ways: Bytes | None = None) -> tuple[Bytes, Ints]:
        """Take readings that are in order; return what became of each, and the reports."""
        if ways is None:
            ways = np.full(len(rows), JUDGE, dtype=np.int8)
        columns = (rows, readings.times, np.rint(readings.values * MICRO).astype(np.int64))
        done = take_all(self.tables, self.state, columns, ways, 0)
        while done < len(rows):
            short_of_chunks = (
                self.state.meta[FREE_COUNT] < self.tables.members["needs"][self.state.rows["member"][rows[done]]]
            )
            self.state = (with_more_chunks if short_of_chunks else with_more_reports)(self.state)
            done = take_all(self.tables, self.state, columns, ways, done)
        return ways, self._reports()

    def _reports(self) -> Ints:
        reports = self.state.reports[: self.state.meta[REPORTED]].copy()
        self.state.meta[REPORTED] = 0
        self.state.groups["touched"][reports[reports[:, KIND] == TOUCHED, GROUP]] = 0
        return reports

    def snap(self, group: int) -> Snap:
        """Return where the units and clauses of a group stand."""
        state, (unit0, unit1, clause0, clause1) = self.state, self._spans(group)
        return [
            *(state.units[name][unit0:unit1].tolist() for name in _KEPT_OF_UNITS),
            *(state.clauses[name][clause0:clause1].tolist() for name in _KEPT_OF_CLAUSES),
        ]

    def put_back(self, group: int, snap: Snap, changed: int) -> None:
        """Let the units and clauses of a group stand as they did at ``changed``."""
        unit0, unit1, clause0, clause1 = self._spans(group)
        for name, values in zip(_KEPT_OF_UNITS, snap[: len(_KEPT_OF_UNITS)], strict=True):
            self.state.units[name][unit0:unit1] = values
        for name, values in zip(_KEPT_OF_CLAUSES, snap[len(_KEPT_OF_UNITS) :], strict=True):
            self.state.clauses[name][clause0:clause1] = values
        recount(self.tables, self.state, group, changed)

    def stand(self, group: int, unit: int, level: int, held: int) -> None:
        """Let a unit of a group stand at a level; its clauses answer anew at the next reading."""
        place = int(self.state.groups["unit0"][group]) + unit
        self.state.units["level"][place], self.state.units["held"][place] = level, held
        recount(self.tables, self.state, group, held)

    def is_awake(self, group: int) -> bool:
        """Tell whether anything of a group is other than if it had never met a threshold."""
        return bool(self.state.groups["stir"][group])

    def _spans(self, group: int) -> tuple[int, int, int, int]:
        program = self.state.groups["program"][group]
        units, clauses = self.programs.widths[program]
        unit0, clause0 = int(self.state.groups["unit0"][group]), int(self.state.groups["clause0"][group])
        return unit0, unit0 + units, clause0, clause0 + clauses
