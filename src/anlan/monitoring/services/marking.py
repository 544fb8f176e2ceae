"""Marks on the hours that have changed since they were rolled up, set in the transaction of the readings themselves."""

from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from anlan.monitoring.domain.readings import Readings

BUCKET: Final = 16_384
HOUR: Final = 3_600_000_000
_BUCKETS: Final = 2**31 // BUCKET
_MARK: Final = """
insert into monitoring_rollmark (step, start, bucket, writer)
select 'hour', timestamptz 'epoch' + m.hour * interval '1 hour', m.bucket, pg_backend_pid()
from unnest(%s::bigint[], %s::integer[]) m (hour, bucket) order by m.hour, m.bucket
on conflict (step, start, bucket, writer) do update set version = excluded.version
"""


_UNROLL: Final = """
delete from monitoring_{table} v using unnest(%s::integer[], %s::bigint[]) x (series_id, micros), monitoring_series s
where s.id = x.series_id and v.series_id = s.id
    and v.start = date_trunc('{step}', timestamptz 'epoch' + (x.micros - 1) * interval '1 microsecond', 'Asia/Shanghai')
    and not exists (select 1 from monitoring_rawhorizon k where k.quantity = s.quantity and v.start < k.kept_since)
"""


def mark(readings: Readings) -> None:
    """Mark the hours and buckets of series to which new readings belong.

    An hour holds the readings after its start and not after its end. Each session has marks of its own, so that two
    writers never wait for each other; the version lets the roll-up see that a mark was set again meanwhile.
    """
    hours = (readings.times - 1) // HOUR
    marked = np.unique(hours * _BUCKETS + readings.series // BUCKET)
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [(marked // _BUCKETS).tolist(), (marked % _BUCKETS).tolist()])


def unroll(series: NDArray[np.int32], times: NDArray[np.int64]) -> None:
    """Mark the hours and days of readings that were deleted, and leave nothing of what they had been rolled up to."""
    mark(Readings(series, times, np.zeros(len(times))))
    with connection.cursor() as cursor:
        for step in ("hour", "day"):
            statement = _UNROLL.format(table=f"{step}value", step=step)
            cursor.execute(statement, [series.tolist(), times.tolist()])
