"""Judging told as plainly as possible: full lists, added up anew for every reading. The engine must agree with it."""

from dataclasses import dataclass, field
from fractions import Fraction

from anlan.monitoring.domain.judging import Aggregate, Clause, Compare, Unit

MINUTE = 60_000_000
HOUR = 60 * MINUTE
MICRO = 1_000_000


def hour(time):
    return -(-time // HOUR)


def half_up(value: Fraction) -> int:
    return int((2 * value.numerator + value.denominator) // (2 * value.denominator))


def amount(clause: Clause, readings: list[tuple[int, int]]) -> int | None:
    """Return what the clause compares, of (time, micro-units) in order; the last is the newest."""
    now, value = readings[-1]
    if clause.aggregate is Aggregate.VALUE:
        return value
    if clause.window_minutes <= 1440:
        window = [(t, v) for t, v in readings if now - clause.window_minutes * MINUTE < t <= now]
    else:
        hours = -(-clause.window_minutes // 60)
        window = [(t, v) for t, v in readings if hour(t) > hour(now) - hours]
    values = [v for _, v in window]
    match clause.aggregate:
        case Aggregate.SUM:
            return sum(values)
        case Aggregate.MAX:
            return max(values)
        case Aggregate.MIN:
            return min(values)
        case Aggregate.MEAN:
            return half_up(Fraction(sum(values), len(values)))
        case Aggregate.DIFFERENCE:
            return value - values[0]
        case _:
            elapsed = now - window[0][0]
            return round((value - values[0]) * (HOUR / elapsed)) if elapsed else None


def meets(clause: Clause, found: int | None, was_met: bool) -> bool:
    if found is None:
        return False
    bound = round(clause.threshold * MICRO)
    if was_met and clause.clear is not None:
        cleared = round(clause.clear * MICRO)
        return found >= cleared if clause.compare in (Compare.AT_LEAST, Compare.ABOVE) else found <= cleared
    return {
        Compare.AT_LEAST: found >= bound,
        Compare.ABOVE: found > bound,
        Compare.AT_MOST: found <= bound,
        Compare.BELOW: found < bound,
    }[clause.compare]


@dataclass
class Memory:
    met_since: int | None = None
    held: list[bool] = field(default_factory=list)
    yes: bool = False


class NaiveUnit:
    """One unit; ``moves`` are (time, series, level, previous)."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.valid = unit.valid_for * MINUTE
        self.asked = {clause.series for case in unit.cases for clause in case.clauses}
        self.clauses = {(i, j): Memory() for i, case in enumerate(unit.cases) for j, _ in enumerate(case.clauses)}
        self.readings: dict[int, list[tuple[int, int]]] = {series: [] for series in self.asked}
        self.level = 0
        self.held_at = 0
        self.judged_at: int | None = None
        self.moves: list[tuple[int, int, int, int]] = []

    def take(self, series: int, time: int, value: int) -> None:
        if series not in self.asked:
            return
        before = self.readings[series][-1][0] if self.readings[series] else None
        self.readings[series].append((time, value))
        for i, case in enumerate(self.unit.cases):
            for j, clause in enumerate(case.clauses):
                if clause.series == series:
                    self.answer(clause, self.clauses[i, j], time, before)
        self.stand(time, series)

    def stand(self, time: int, series: int) -> None:
        silence = 0 if self.judged_at is None else time - self.judged_at
        if self.level and silence > max(self.valid, self.unit.rearm_minutes * MINUTE):
            self.move(time, series, 0)
        self.judged_at = time
        level = max((int(case.level) for i, case in enumerate(self.unit.cases) if self.holds(i, case, time)), default=0)
        if level > self.level:
            self.move(time, series, level)
        if level == self.level:
            self.held_at = time
        elif time - self.held_at >= self.unit.rearm_minutes * MINUTE:
            self.move(time, series, level)
            self.held_at = time

    def answer(self, clause: Clause, memory: Memory, time: int, before: int | None) -> None:
        if before is not None and time - before > self.valid:
            memory.met_since, memory.held = None, []
        met = meets(clause, amount(clause, self.readings[clause.series]), memory.met_since is not None)
        memory.met_since = (memory.met_since if memory.met_since is not None else time) if met else None
        held = met and time - memory.met_since >= clause.hold_minutes * MINUTE
        memory.held = [*memory.held, held][-clause.of :]
        memory.yes = sum(memory.held) >= clause.times

    def holds(self, index: int, case, time: int) -> bool:
        count = 0
        for j, clause in enumerate(case.clauses):
            own = self.readings[clause.series]
            count += bool(own) and self.clauses[index, j].yes and time - own[-1][0] <= self.valid
        return count >= case.need

    def move(self, time: int, series: int, level: int) -> None:
        self.moves.append((time, series, level, self.level))
        self.level = level


def judge_naively(units: list[Unit], readings: list[tuple[int, int, float]]) -> dict[tuple, list]:
    """Return the moves by unit key, of (series, time, value) in any order; of the same series and time the first."""
    once: dict[tuple[int, int], float] = {}
    for series, time, value in readings:
        once.setdefault((time, series), value)
    judges = [NaiveUnit(unit) for unit in units]
    for (time, series), value in sorted(once.items()):
        for judge in judges:
            judge.take(series, time, round(value * MICRO))
    return {judge.unit.key: judge.moves for judge in judges}
