"""The readings that made a level: those of the deciding window, fetched for all findings of a batch at once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

from anlan.monitoring.domain.watch import Finding
from anlan.monitoring.selectors import rules

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_WINDOWS = """
select wanted.number, r.time, r.value
from unnest(%s::int[], %s::int[], %s::timestamptz[], %s::timestamptz[], %s::boolean[])
     as wanted (number, series_id, since, until, with_zero)
join lateral (
    select time, value from monitoring_reading m
    where m.series_id = wanted.series_id and m.time > wanted.since and m.time <= wanted.until
      and (wanted.with_zero or m.value <> 0)
    order by time
) r on true
order by wanted.number, r.time
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The newest readings of the window that count, oldest first, and how many there are in all."""

    readings: tuple[tuple[datetime, float], ...]
    total: int


def evidence_of(findings: list[Finding]) -> list[Evidence]:
    """Return the evidence of each finding, in their order; dry readings prove no rain and are left out."""
    spans = [_span(finding) for finding in findings]
    columns = (
        list(range(len(findings))),
        [finding.rise.unit.series for finding in findings],
        [since for since, _until in spans],
        [until for _since, until in spans],
        [finding.band.window_hours == 0 for finding in findings],
    )
    found: list[list[tuple[datetime, float]]] = [[] for _ in findings]
    with connection.cursor() as cursor:
        cursor.execute(_WINDOWS, columns)
        for number, time, value in cursor.fetchall():
            found[number].append((time, value))
    most = rules.limits()["judging"]["most_evidence"]
    return [Evidence(tuple(rows[-most:]), len(rows)) for rows in found]


def _span(finding: Finding) -> tuple[datetime, datetime]:
    """Return the window that decided: after the first instant and not after the second."""
    until = _EPOCH + _MINUTE * finding.rise.minute
    hours = finding.band.window_hours
    return until - (timedelta(hours=hours) if hours else _MINUTE), until
