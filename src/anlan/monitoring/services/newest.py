"""The newest reading of every series, kept in memory and written to its table as time allows.

A batch writes at most some hundred changed rows in its own transaction, the oldest change first, so that the cost of a
reading does not grow with the number of series; what is left is written when the intake has nothing else to do. What a
killed intake has not written stands in the readings of the hours that are not rolled up yet: ``recall`` and the
roll-up (``services.rolling``) both bring it back.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.services.copying import readings_in

NEVER: Final = -(2**62)
_AT_ONCE: Final = 500
_WRITE: Final = """
insert into monitoring_latestvalue (series_id, time, value, received)
select s.id, timestamptz 'epoch' + n.micros * interval '1 microsecond', n.value, %s
from unnest(%s::integer[], %s::bigint[], %s::float8[]) n (id, micros, value) join monitoring_series s using (id)
order by s.id
on conflict (series_id) do update set time = excluded.time, value = excluded.value, received = excluded.received
where excluded.time > monitoring_latestvalue.time
"""
_CATCH_UP: Final = """
insert into monitoring_latestvalue (series_id, time, value, received)
select distinct on (r.series_id) r.series_id, r.time, r.value, r.received
from (select distinct start, bucket from monitoring_rollmark where step = 'hour') m
join monitoring_series s on s.id >= m.bucket * %s and s.id < (m.bucket + 1) * %s
cross join lateral (
    select * from monitoring_reading r
    where r.series_id = s.id and r.time > m.start and r.time <= m.start + interval '1 hour'
    order by r.time desc limit 1
) r
order by r.series_id, r.time desc
on conflict (series_id) do update set time = excluded.time, value = excluded.value, received = excluded.received
where excluded.time > monitoring_latestvalue.time
"""
_ALL: Final = "copy (select series_id, time, value from monitoring_latestvalue) to stdout (format binary)"


@dataclass(slots=True)
class Newest:
    """Time and value of every series' newest reading, by series id; an intake's own memory of them."""

    times: NDArray[np.int64] = field(default_factory=lambda: np.full(1024, NEVER, dtype=np.int64))
    values: NDArray[np.float64] = field(default_factory=lambda: np.zeros(1024))
    _changed: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(1024, dtype=bool))
    _waiting: deque[NDArray[np.int64]] = field(default_factory=deque)

    def make_room(self, series: NDArray[np.int32]) -> None:
        """Have a place for every one of these ids."""
        needed = int(series.max(initial=0)) + 1 - len(self.times)
        if needed > 0:
            more = max(needed, len(self.times))
            self.times = np.append(self.times, np.full(more, NEVER, dtype=np.int64))
            self.values = np.append(self.values, np.zeros(more))
            self._changed = np.append(self._changed, np.zeros(more, dtype=bool))

    def take(self, readings: Readings) -> None:
        """Learn of readings that are stored now, ordered by series and time, to be written later."""
        last = np.append(readings.series[1:] != readings.series[:-1], True)
        series = readings.series[last].astype(np.int64)
        newer = readings.times[last] > self.times[series]
        series = series[newer]
        self.times[series] = readings.times[last][newer]
        self.values[series] = readings.values[last][newer]
        fresh = series[~self._changed[series]]
        if len(fresh):
            self._changed[fresh] = True
            self._waiting.append(fresh)

    def hear(self, readings: Readings) -> None:
        """Learn of readings that somebody else has stored, and whose newest somebody else has to write."""
        np.maximum.at(self.times, readings.series, readings.times)

    @property
    def unwritten(self) -> int:
        """How many changes are not written yet."""
        return sum(len(part) for part in self._waiting)

    def write(self, received: datetime, *, most: int = _AT_ONCE) -> None:
        """Write the oldest changes in the running transaction."""
        if self._waiting:
            part = self._next(most)
            self._changed[part] = False
            columns = [_array(part), _array(self.times[part]), _array(self.values[part])]
            with connection.cursor() as cursor:
                cursor.execute(_WRITE, [received, *columns])

    def _next(self, most: int) -> NDArray[np.int64]:
        parts, count = [], 0
        while self._waiting and count < most:
            part = self._waiting.popleft()
            if count + len(part) > most:
                self._waiting.appendleft(part[most - count :])
                part = part[: most - count]
            parts.append(part)
            count += len(part)
        return np.concatenate(parts)

    def recall(self, bucket_size: int) -> None:
        """Write what an intake before this one could not write, and know what the table says."""
        with connection.cursor() as cursor:
            cursor.execute(_CATCH_UP, [bucket_size, bucket_size])
            with cursor.copy(_ALL) as copy:
                stored = readings_in(b"".join(copy))
        self._waiting.clear()
        self._changed[:] = False
        self.times[:] = NEVER
        self.make_room(stored.series)
        self.times[stored.series] = stored.times
        self.values[stored.series] = stored.values


def _array(column: np.ndarray) -> str:
    """Return a column as PostgreSQL writes an array."""
    return "{" + ",".join(map(repr, column.tolist())) + "}"
