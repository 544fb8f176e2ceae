"""The clock of a drill: it runs from the start, stands still in a pause and stops at the end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

Pause = tuple[datetime, datetime | None]
_NOTHING: Final = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """When a drill ran: its start, its pauses in order (the last one open while it lasts), its end."""

    started_at: datetime
    pauses: tuple[Pause, ...] = ()
    ended_at: datetime | None = None

    def elapsed(self, at: datetime) -> timedelta:
        """Return how long the drill has run at an instant; nothing before the start, no more after the end."""
        until = at if self.ended_at is None else min(at, self.ended_at)
        if until <= self.started_at:
            return _NOTHING
        stood = sum((_overlap(pause, self.started_at, until) for pause in self.pauses), _NOTHING)
        return until - self.started_at - stood

    def between(self, begun: datetime, ended: datetime) -> timedelta:
        """Return how much of the drill's own time passed between two instants."""
        return self.elapsed(ended) - self.elapsed(begun)

    def moment_of(self, offset: timedelta) -> datetime:
        """Return the instant at which the drill's clock shows ``offset``, by the pauses that are known."""
        at = self.started_at + offset
        for begun, ended in self.pauses:
            if begun >= at:
                break
            at += _NOTHING if ended is None else ended - begun
        return at


def _overlap(pause: Pause, since: datetime, until: datetime) -> timedelta:
    begun, ended = pause
    return max(_NOTHING, min(until, ended or until) - max(since, begun))


def run_of(started_at: datetime, pauses: list[list[str | None]], ended_at: datetime | None) -> Run:
    """Return a run from how its row keeps it."""
    found = tuple(
        (datetime.fromisoformat(begun), datetime.fromisoformat(ended) if ended else None)
        for begun, ended in pauses
        if begun
    )
    return Run(started_at=started_at, pauses=found, ended_at=ended_at)
