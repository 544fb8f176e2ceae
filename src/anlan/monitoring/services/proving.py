"""The readings that made a level: those of the deciding window, fetched for all moves of a batch at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

from anlan.monitoring.domain.engine.moves import Move
from anlan.monitoring.domain.judging import Aggregate
from anlan.monitoring.selectors import rules

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WINDOWS = """
select wanted.number, r.time, r.value
from unnest(%s::int[], %s::int[], %s::timestamptz[], %s::timestamptz[], %s::boolean[])
     as wanted (number, series_id, since, until, with_zero)
join lateral (
    select time, value from monitoring_reading m
    where m.series_id = wanted.series_id and m.time > wanted.since and m.time <= wanted.until
      and m.time > %s and m.time <= %s and (wanted.with_zero or m.value <> 0)
    order by time
) r on true
order by wanted.number, r.time
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
    spans = [_span(move) for move in moves]
    columns = (
        list(range(len(moves))),
        [move.clause.series for move in moves],
        [since for since, _until in spans],
        [until for _since, until in spans],
        [move.clause.aggregate is not Aggregate.SUM for move in moves],
    )
    found: list[list[tuple[datetime, float]]] = [[] for _ in moves]
    with connection.cursor() as cursor:
        cursor.execute(_WINDOWS, [*columns, min(columns[2]), max(columns[3])])
        for number, time, value in cursor.fetchall():
            found[number].append((time, value))
    most = rules.limits()["judging"]["most_evidence"]
    return [Evidence(tuple(rows[-most:]), len(rows)) for rows in found]


def moment_of(micros: int) -> datetime:
    """Return an instant that is given in microseconds since the epoch."""
    return _EPOCH + timedelta(microseconds=micros)


def _span(move: Move) -> tuple[datetime, datetime]:
    """Return the time whose readings decided: after the first instant and not after the second."""
    until, clause = moment_of(move.time), move.clause
    minutes = max(clause.window_minutes, clause.hold_minutes, 60 if clause.of > 1 else 0)
    return until - (timedelta(minutes=minutes) if minutes else timedelta(microseconds=1)), until
