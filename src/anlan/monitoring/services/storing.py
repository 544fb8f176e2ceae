"""Writing readings: each (series, time) once, with its series' newest value and a mark on the hour to be rolled up.

What is newer than all that is known of its series is certainly new and goes straight into the table by binary COPY;
the rest goes through a temporary table and an insert that ignores what is already stored. Should something certain
turn out to be there, the whole batch takes the second way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
import psycopg
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from anlan.kernel import clock
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.services.copying import numbered_rows, stored_rows
from anlan.monitoring.services.marking import BUCKET, mark
from anlan.monitoring.services.months import make_months
from anlan.monitoring.services.newest import Newest

_TEMPORARY: Final = """
create temp table if not exists incoming_reading
    (number integer, series_id integer, time timestamptz, value double precision, quality smallint)
    on commit delete rows
"""
_INSERT: Final = """
insert into monitoring_reading (series_id, time, value, quality, received)
select series_id, time, value, quality, %s from incoming_reading on conflict (series_id, time) do nothing
"""
_KNOWN_BEFORE: Final = """
select i.number, r.value <> i.value
from incoming_reading i join monitoring_reading r using (series_id, time) where r.received <> %s
"""
_STRAIGHT: Final = "copy monitoring_reading (series_id, time, value, quality, received) from stdin (format binary)"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Moments:
    """Gives each batch an instant of its own in real time, by which its rows are told from those stored before."""

    last: datetime = _LONG_AGO

    def next(self) -> datetime:
        self.last = max(clock.real_now(), self.last + timedelta(microseconds=1))
        return self.last


_moments = _Moments()


@dataclass(slots=True)
class Store:
    """The table of readings as one intake writes it, with its memory of the newest ones."""

    _newest: Newest = field(default_factory=Newest)
    _knows: bool = False

    def add(self, readings: Readings) -> tuple[NDArray[np.bool_], list[int]]:
        """Store readings in the running transaction, each (series, time) once.

        Return which of them are new, and the indexes of those that contradict a value already stored. Of readings with
        the same series and time in one batch the first counts.
        """
        if not len(readings.times):
            return np.zeros(0, dtype=bool), []
        if not self._knows:
            self._newest.recall(BUCKET)
            self._knows = True
        self._newest.make_room(readings.series)
        make_months(readings.times)
        once, contradicting = _first_of_each(readings)
        received = _moments.next()
        known = self._insert(readings, once, received, contradicting)
        is_new = np.zeros(len(readings.times), dtype=bool)
        is_new[once] = True
        is_new[known] = False
        new = once[is_new[once]]
        if len(new):
            added = _picked(readings, new)
            mark(added)
            self._newest.take(added)
        if known:
            self._newest.hear(_picked(readings, np.array(known)))
        self._newest.write(received)
        return is_new, sorted(contradicting)

    @property
    def unwritten(self) -> int:
        """How many newest values no batch has written yet."""
        return self._newest.unwritten

    def settle(self) -> int:
        """Write some of the newest values that no batch has written yet; return how many are left."""
        self._newest.write(_moments.next())
        return self.unwritten

    def forget(self) -> None:
        """Know nothing, as a failed transaction demands: the next batch reads it anew."""
        self._knows = False

    def _insert(
        self, readings: Readings, once: NDArray[np.int64], received: datetime, contradicting: list[int]
    ) -> list[int]:
        """Insert readings; return which were there before, and add those of another value to ``contradicting``."""
        certain = readings.times[once] > self._newest.times[readings.series[once]]
        if certain.any():
            try:
                with transaction.atomic(), connection.cursor() as cursor, cursor.copy(_STRAIGHT) as copy:
                    copy.write(stored_rows(readings, once[certain], received))
            except psycopg.errors.UniqueViolation:  # Somebody else has stored readings of these series meanwhile.
                certain[:] = False
        return _insert_unknown(readings, once[~certain], received, contradicting)


def store(readings: Readings) -> tuple[NDArray[np.bool_], list[int]]:
    """Store readings in the running transaction once, for one who is no intake (see ``Store.add``)."""
    if not len(readings.times):
        return np.zeros(0, dtype=bool), []
    newest = Newest()
    newest.make_room(readings.series)
    make_months(readings.times)
    once, contradicting = _first_of_each(readings)
    received = _moments.next()
    known = _insert_unknown(readings, once, received, contradicting)
    is_new = np.zeros(len(readings.times), dtype=bool)
    is_new[once] = True
    is_new[known] = False
    added = _picked(readings, once[is_new[once]])
    if len(added.times):
        mark(added)
        newest.take(added)
        newest.write(received, most=len(added.times))
    return is_new, sorted(contradicting)


def forget(series_ids: list[int]) -> None:
    """Delete all readings and roll-ups of series that are removed."""
    with connection.cursor() as cursor:
        for table in ("monitoring_reading", "monitoring_hourvalue", "monitoring_dayvalue"):
            cursor.execute(f"delete from {table} where series_id = any(%s)", [series_ids])  # noqa: S608 - our own names


def _first_of_each(readings: Readings) -> tuple[NDArray[np.int64], list[int]]:
    """Return the first of each (series, time) ordered by both, and those that repeat one with another value."""
    order = np.lexsort((readings.times, readings.series))
    series, times, values = readings.series[order], readings.times[order], readings.values[order]
    same = np.append(False, (series[1:] == series[:-1]) & (times[1:] == times[:-1]))
    first = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
    return order[~same], order[values != values[first]].tolist()


def _insert_unknown(
    readings: Readings, picked: NDArray[np.int64], received: datetime, contradicting: list[int]
) -> list[int]:
    """Insert readings that may be stored already; return which were, and add those of another value."""
    if not len(picked):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_TEMPORARY)
        with cursor.copy("copy incoming_reading from stdin (format binary)") as copy:
            copy.write(numbered_rows(readings, picked))
        cursor.execute(_INSERT, [received])
        rows = _known_before(cursor, received) if cursor.rowcount < len(picked) else []
        cursor.execute("truncate incoming_reading")  # The next batch may come before any commit.
    contradicting += [number for number, differs in rows if differs]
    return [number for number, _differs in rows]


def _known_before(cursor: CursorWrapper, received: datetime) -> Iterable[tuple[int, bool]]:
    cursor.execute(_KNOWN_BEFORE, [received])
    return cursor.fetchall()


def _picked(readings: Readings, indexes: NDArray[np.int64]) -> Readings:
    return Readings(readings.series[indexes], readings.times[indexes], readings.values[indexes])
