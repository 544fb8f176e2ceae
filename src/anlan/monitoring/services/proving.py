"""The readings that made a level: those of the deciding window, fetched for all moves of a batch at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
from django.db import connection

from anlan.monitoring.domain.engine.moves import Move
from anlan.monitoring.domain.engine.tables import MINUTE
from anlan.monitoring.domain.judging import Aggregate
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.selectors import rules
from anlan.monitoring.services.copying import arrays, readings_in

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WINDOWS = """
copy (
    select w.number, r.time, r.value
    from unnest(%s::int[], %s::int[], %s::bigint[], %s::bigint[], %s::boolean[])
         w (number, series_id, since, until, with_zero)
    join monitoring_reading r on r.series_id = w.series_id
        and r.time > timestamptz 'epoch' + w.since * interval '1 microsecond'
        and r.time <= timestamptz 'epoch' + w.until * interval '1 microsecond'
    where r.time > %s and r.time <= %s and (w.with_zero or r.value <> 0)
    order by w.number, r.time
) to stdout (format binary)
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The newest readings of the window that count, oldest first, and how many there are in all."""

    readings: tuple[tuple[datetime, float], ...]
    total: int


def evidence_of(moves: Sequence[Move]) -> list[Evidence]:
    """Return the evidence of each move, in their order; dry readings prove no sum and are left out."""
    if not moves:
        return []
    wanted = [
        (number, move.clause.series, *_span(move), move.clause.aggregate is not Aggregate.SUM)
        for number, move in enumerate(moves)
    ]
    first, last = min(each[2] for each in wanted), max(each[3] for each in wanted)
    arguments = [*arrays(wanted, 5), moment_of(first), moment_of(last)]
    with connection.cursor() as cursor, cursor.copy(_WINDOWS, arguments) as copy:
        found = readings_in(b"".join(copy))  # What stands in the place of the series is the move's number.
    most = rules.limits()["judging"]["most_evidence"]
    ends = np.searchsorted(found.series, np.arange(len(moves) + 1))
    return [_evidence(found, begin, end, most) for begin, end in pairwise(ends.tolist())]


def _evidence(found: Readings, begin: int, end: int, most: int) -> Evidence:
    newest = slice(max(begin, end - most), end)
    times = [moment_of(micros) for micros in found.times[newest].tolist()]
    return Evidence(tuple(zip(times, found.values[newest].tolist(), strict=True)), end - begin)


def moment_of(micros: int) -> datetime:
    """Return an instant that is given in microseconds since the epoch."""
    return _EPOCH + timedelta(microseconds=micros)


def _span(move: Move) -> tuple[int, int]:
    """Return the time whose readings decided: after the first instant and not after the second, in microseconds."""
    clause = move.clause
    minutes = max(clause.window_minutes, clause.hold_minutes, 60 if clause.of > 1 else 0)
    return move.time - max(minutes * MINUTE, 1), move.time
