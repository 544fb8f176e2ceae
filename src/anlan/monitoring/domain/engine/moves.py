"""What units did and what was told of it, and what is to be told after late readings have changed the story.

A *move* is a rise or a fall of a unit. The recorded moves are always those that readings in order would have made. What
was told may differ, because late readings change the past: a level told in good faith may be contradicted. The rules:

* every rise that readings in order make is told, with its level or a higher one, and none twice;
* where the story ends at another level than was told last, that is told too: a rise as a rise, a level that never came
  about or has been left as a fall, marked withdrawn where no reading ever made the unit come down.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from anlan.kernel.levels import Level
from anlan.monitoring.domain.judging import Clause, Unit

EVER: Final = 2**62


class Step(NamedTuple):
    """A recorded move: by whose reading, of which unit of its group, between which levels, by which of its clauses."""

    time: int
    series: int
    unit: int
    level: int
    previous: int
    clause: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A rise or fall to be told of. ``clause`` decided it; ``value`` is what it compared; ``time`` in microseconds."""

    unit: Unit
    level: Level
    previous: Level
    clause: Clause
    time: int
    value: float
    is_withdrawn: bool = False

    @property
    def is_rise(self) -> bool:
        """Tell whether the unit rose."""
        return self.level > self.previous


class Told(NamedTuple):
    """A step that is to be told."""

    step: Step
    is_withdrawn: bool = False


def spell_of(steps: list[Step], index: int, level: int) -> tuple[int, int]:
    """Return from when to when a unit stood at ``level`` or above, beginning with the step at ``index``."""
    for later in steps[index + 1 :]:
        if later.level < level:
            return steps[index].time, later.time
    return steps[index].time, EVER


def untold_rises(before: list[Step], after: list[Step]) -> list[Step]:
    """Return the rises of one unit's new story that the old one, which was told, does not cover."""
    rises = [index for index, step in enumerate(before) if step.level > step.previous]
    used: set[int] = set()
    untold: list[Step] = []
    for index, step in enumerate(after):
        if step.level <= step.previous:
            continue
        begin, end = spell_of(after, index, step.level)
        meeting = []
        for other in rises:
            if before[other].level >= step.level and other not in used:
                first, last = spell_of(before, other, step.level)
                if first <= end and begin <= last:
                    meeting.append(other)
        if not meeting:
            untold.append(step)
        elif all(before[other].level == step.level for other in meeting):
            used.add(meeting[0])
    return untold


def to_tell(steps: list[Step], believed: int, told_from: int) -> list[Told]:
    """Return what of one unit's new steps is told, where ``believed`` was told last.

    What happened before ``told_from`` is told only where the unit stands so still.
    """
    told: list[Told] = []
    for step in steps:
        if step.time >= told_from and step.level != believed:
            told.append(Told(step))
            believed = step.level
    if steps and steps[-1].level != believed:
        told.append(Told(steps[-1]))
    return told


class Ending(NamedTuple):
    """Where a unit stands after a replay: the level told last, its real standing and when, from when on is told."""

    believed: int
    now: Step
    told_from: int


def to_correct(before: list[Step], after: list[Step], ending: Ending) -> list[Told]:
    """Return what is told of one unit after a replay.

    ``before`` are the steps that were told since the replay's beginning, ``after`` those that should have been made.
    """
    believed, now, told_from = ending
    told = [Told(step) for step in untold_rises(before, after) if step.time >= told_from]
    if told:
        believed = told[-1].step.level
    if believed != now.level:
        came_down = now.level < believed and bool(after) and after[-1].level == now.level < after[-1].previous
        closing = after[-1] if came_down else now._replace(previous=believed)
        told.append(Told(closing, is_withdrawn=now.level < believed and not came_down))
    return told
