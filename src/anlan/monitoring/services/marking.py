"""Marks on the hours that have changed since they were rolled up, set in the transaction of the readings themselves."""

from typing import Final

import numpy as np
from django.db import connection

from anlan.monitoring.domain.watch import Readings

BUCKET: Final = 16_384
HOUR: Final = 3_600_000_000
_BUCKETS: Final = 2**31 // BUCKET
_MARK: Final = """
insert into monitoring_rollmark (step, start, bucket, writer)
select 'hour', timestamptz 'epoch' + m.hour * interval '1 hour', m.bucket, pg_backend_pid()
from unnest(%s::bigint[], %s::integer[]) m (hour, bucket) order by m.hour, m.bucket
on conflict (step, start, bucket, writer) do update set version = excluded.version
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
