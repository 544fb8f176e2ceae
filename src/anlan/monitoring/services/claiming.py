"""Which partitions an ingest worker judges: held by session locks on the very connection that it stores with.

A worker that dies loses its connection, and with it its partitions, at once; one whose connection breaks cannot commit.
Workers see each other by their heartbeats: each aims at a fair share, gives back what is more, and takes what is free.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.monitoring.domain.partitions import ALL, fair_share
from anlan.support import heartbeats

_LOCKS: Final = 7_305_022
_DEAD_AFTER: Final = timedelta(seconds=6)
_FAMILY: Final = "ingest:"


class ClaimsLost(Exception):
    """The connection whose locks held the partitions is gone: claim them anew, then take the messages again."""


@dataclass(slots=True)
class Claims:
    """The partitions of one worker. ``generation`` counts every gain, after which memory must be built anew."""

    name: str = field(default_factory=lambda: f"{_FAMILY}{new_id().hex[-12:]}")
    owned: frozenset[int] = frozenset()
    generation: int = 0
    _session: Any = None

    @property
    def is_whole(self) -> bool:
        """Whether nobody else may hold any partition."""
        return self.owned == ALL

    def are_held(self) -> bool:
        """Tell whether the connection is still the one whose locks hold the partitions."""
        return connection.connection is not None and connection.connection is self._session

    def revise(self, now: datetime) -> bool:
        """Show a sign of life, then give back or take partitions for a fair share; tell whether any has changed."""
        before = (self.owned, self.generation)
        connection.ensure_connection()
        if not self.are_held():
            self._session, self.owned = connection.connection, frozenset()
        heartbeats.beat(self.name, now)
        share = fair_share(heartbeats.living(_FAMILY, since=clock.real_now() - _DEAD_AFTER))
        surplus = sorted(self.owned)[share:]
        for partition in surplus:
            _ask("select pg_advisory_unlock(%s, %s)", partition)
        self.owned -= set(surplus)
        free = sorted(ALL - self.owned, key=lambda each: (each + hash(self.name)) % len(ALL))
        for partition in free if not surplus else ():
            if len(self.owned) < share and _ask("select pg_try_advisory_lock(%s, %s)", partition):
                self.owned |= {partition}
                self.generation += 1
        return before != (self.owned, self.generation)

    def give_back(self) -> None:
        """Give all partitions back and be forgotten, before the worker stops."""
        if self.are_held():
            for partition in self.owned:
                _ask("select pg_advisory_unlock(%s, %s)", partition)
        self.owned = frozenset()
        heartbeats.forget(self.name)


def _ask(statement: str, partition: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_LOCKS, partition])
        return bool(cursor.fetchone()[0])
