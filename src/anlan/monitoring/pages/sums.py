"""Stations counted together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from anlan.kernel.levels import Level
from anlan.monitoring import api


@dataclass(slots=True)
class Sum:
    """Stations counted together: how many there are, how they stand, the newest reading of any."""

    total: int = 0
    by_watch: dict[str, int] = field(default_factory=dict)
    by_level: dict[Level, int] = field(default_factory=dict)
    heard_at: datetime | None = None

    @classmethod
    def of(cls, tallies: Iterable[api.Tally]) -> "Sum":
        """Add tallies up."""
        found = cls()
        for each in tallies:
            found.total += each.count
            found.by_watch[each.watch] = found.by_watch.get(each.watch, 0) + each.count
            found.by_level[each.level] = found.by_level.get(each.level, 0) + each.count
            instants = [at for at in (each.heard_at, found.heard_at) if at]
            found.heard_at = max(instants, default=None)
        return found

    @property
    def heard(self) -> int:
        """How many report."""
        return self.by_watch.get(api.Watch.HEARD, 0)

    @property
    def silent(self) -> int:
        """How many are to be heard and are not."""
        return self.by_watch.get(api.Watch.SILENT, 0)

    @property
    def out_of_service(self) -> int:
        """How many are out of service."""
        return self.by_watch.get(api.Watch.OUT_OF_SERVICE, 0)

    @property
    def rest(self) -> int:
        """How many nobody expects to hear now: being mended, shown only, or never heard yet."""
        return self.total - self.heard - self.silent - self.out_of_service

    @property
    def reached(self) -> int:
        """How many stand at a level."""
        return self.total - self.by_level.get(Level.NONE, 0)

    @property
    def worst(self) -> Level:
        """The worst level of any."""
        return max(self.by_level, default=Level.NONE)

    @property
    def levels(self) -> list[tuple[Level, int]]:
        """The levels that are reached, the worst first."""
        return [(level, count) for level, count in sorted(self.by_level.items(), reverse=True) if level]
