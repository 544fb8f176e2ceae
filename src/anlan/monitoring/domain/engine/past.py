"""The last hours of groups that were not at rest: points to replay from, and the steps that were recorded."""

from dataclasses import dataclass, field
from typing import NamedTuple

from anlan.monitoring.domain.engine.loops import Key, Snap
from anlan.monitoring.domain.engine.moves import Step


class Point(NamedTuple):
    """Where a group stood before all readings from ``key`` on; no snap: at rest."""

    key: Key
    snap: Snap | None


@dataclass(slots=True)
class Past:
    """The past of one group, oldest first, and the level last told of each of its units."""

    points: list[Point] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    believed: dict[int, int] = field(default_factory=dict)

    def point_before(self, key: Key) -> Point:
        """Return the newest point not after ``key``; before all of them the group was at rest."""
        for point in reversed(self.points):
            if point.key <= key:
                return point
        return Point(key, None)

    def cut(self, key: Key) -> list[Step]:
        """Forget what came after ``key`` and return the steps among it."""
        self.points = [point for point in self.points if point.key <= key]
        later = [step for step in self.steps if (step.time, step.series) >= key]
        self.steps = [step for step in self.steps if (step.time, step.series) < key]
        return later

    def prune(self, horizon: int) -> None:
        """Forget what no late reading can reach any more."""
        old = sum(point.key.time <= horizon for point in self.points)
        self.points = self.points[max(0, old - 1) :]
        self.steps = [step for step in self.steps if step.time >= self.points[0].key.time] if self.points else []

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left worth keeping."""
        return not self.steps and not any(self.believed.values()) and all(point.snap is None for point in self.points)
