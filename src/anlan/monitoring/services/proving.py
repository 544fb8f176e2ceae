"""The readings that made a level: those of the deciding window, fetched for all moves of a batch at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

from anlan.monitoring.domain.engine.moves import Move
from anlan.monitoring.domain.engine.tables import MINUTE
from anlan.monitoring.domain.judging import Aggregate
from anlan.monitoring.selectors import rules
from anlan.monitoring.services.copying import arrays

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WINDOWS = """
select wanted.number, r.time, r.value
from (
    select number, series_id, timestamptz 'epoch' + since * interval '1 microsecond' as since,
           timestamptz 'epoch' + until * interval '1 microsecond' as until, with_zero
    from unnest(%s::int[], %s::int[], %s::bigint[], %s::bigint[], %s::boolean[])
         w (number, series_id, since, until, with_zero)
) wanted
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
    wanted = [
        (number, move.clause.series, *_span(move), move.clause.aggregate is not Aggregate.SUM)
        for number, move in enumerate(moves)
    ]
    first, last = min(each[2] for each in wanted), max(each[3] for each in wanted)
    found: list[list[tuple[datetime, float]]] = [[] for _ in moves]
    with connection.cursor() as cursor:
        cursor.execute(_WINDOWS, [*arrays(wanted, 5), moment_of(first), moment_of(last)])
        for number, time, value in cursor.fetchall():
            found[number].append((time, value))
    most = rules.limits()["judging"]["most_evidence"]
    return [Evidence(tuple(rows[-most:]), len(rows)) for rows in found]


def moment_of(micros: int) -> datetime:
    """Return an instant that is given in microseconds since the epoch."""
    return _EPOCH + timedelta(microseconds=micros)


def _span(move: Move) -> tuple[int, int]:
    """Return the time whose readings decided: after the first instant and not after the second, in microseconds."""
    clause = move.clause
    minutes = max(clause.window_minutes, clause.hold_minutes, 60 if clause.of > 1 else 0)
    return move.time - max(minutes * MINUTE, 1), move.time
