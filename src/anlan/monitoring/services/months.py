"""The monthly partitions of the readings, made when the first reading of a month comes."""

from datetime import UTC, datetime

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

_known: set[str] = set()


def make_months(times: NDArray[np.int64]) -> None:
    """Make the partitions from the first to the last of some instants (microseconds since the epoch)."""
    first, last = np.array([times.min(), times.max()]).astype("datetime64[us]").astype("datetime64[M]")
    for month in np.arange(first, last + 1).astype(str).tolist():
        if month not in _known:
            make_month(month)


def make_month(month: str) -> None:
    """Make the partition of a month (``2020-06``, in UTC) unless it is there.

    It is remembered only after commit, so that a rolled-back one is made again.
    """
    year, number = (int(part) for part in month.split("-"))
    start = datetime(year, number, 1, tzinfo=UTC)
    end = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    table = f"monitoring_reading_{year:04d}_{number:02d}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('monitoring_reading_months'))")
        cursor.execute("select to_regclass(%s)", [table])
        if cursor.fetchone()[0] is None:
            cursor.execute(
                f"create table {table} partition of monitoring_reading for values from ('{start}') to ('{end}')"
            )
    transaction.on_commit(lambda: _known.add(month))


def forget_months() -> None:
    """Look again which months are there: some were dropped."""
    _known.clear()


def month_of(instant: datetime) -> str:
    """Return the name of an instant's month in UTC."""
    return f"{instant.astimezone(UTC):%Y-%m}"
