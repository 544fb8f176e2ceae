"""Readings as PostgreSQL's binary COPY writes and reads them: whole columns at once, nothing by the row."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.kernel.clock import UTC
from anlan.monitoring.domain.readings import Readings

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_POSTGRES_EPOCH: Final = 946_684_800_000_000
_HEADER: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER: Final = b"\xff\xff"


def _row(**fields: str) -> np.dtype:
    """Return a row of COPY: how many fields, then each with its length before it."""
    columns = [("fields", ">i2")]
    for name, kind in fields.items():
        columns += [(f"length_of_{name}", ">i4"), (name, kind)]
    return np.dtype(columns)


_STORED: Final = _row(series=">i4", time=">i8", value=">f8", quality=">i2", received=">i8")
_NUMBERED: Final = _row(number=">i4", series=">i4", time=">i8", value=">f8", quality=">i2")
_READ: Final = _row(series=">i4", time=">i8", value=">f8")


def _blank(kind: np.dtype, count: int) -> np.ndarray:
    rows = np.zeros(count, dtype=kind)
    names = [name for name in kind.names or () if name.startswith("length_of_")]
    rows["fields"] = len(names)
    for name in names:
        rows[name] = kind[name.removeprefix("length_of_")].itemsize
    return rows


def micros_of(instant: datetime) -> int:
    """Return an instant as microseconds since the Unix epoch."""
    return (instant - _EPOCH) // timedelta(microseconds=1)


def stored_rows(readings: Readings, picked: NDArray[np.int64], received: datetime) -> bytes:
    """Return some readings as rows of the readings' table."""
    rows = _filled(_STORED, readings, picked)
    rows["received"] = micros_of(received) - _POSTGRES_EPOCH
    return _HEADER + rows.tobytes() + _TRAILER


def numbered_rows(readings: Readings, picked: NDArray[np.int64]) -> bytes:
    """Return some readings with their numbers in the batch."""
    rows = _filled(_NUMBERED, readings, picked)
    rows["number"] = picked
    return _HEADER + rows.tobytes() + _TRAILER


def _filled(kind: np.dtype, readings: Readings, picked: NDArray[np.int64]) -> np.ndarray:
    rows = _blank(kind, len(picked))
    rows["series"] = readings.series[picked]
    rows["time"] = readings.times[picked] - _POSTGRES_EPOCH
    rows["value"] = readings.values[picked]
    if readings.quality is not None:
        rows["quality"] = readings.quality[picked]
    return rows


def readings_in(data: bytes) -> Readings:
    """Return what a COPY of (series_id, time, value) to standard output has given."""
    rows = np.frombuffer(data, dtype=_READ, offset=len(_HEADER), count=(len(data) - len(_HEADER)) // _READ.itemsize)
    times = rows["time"].astype(np.int64) + _POSTGRES_EPOCH
    return Readings(rows["series"].astype(np.int32), times, rows["value"].astype(np.float64))


def arrays(rows: Sequence[tuple[int | str | bool, ...]], width: int) -> list[str]:
    """Return the columns of rows as PostgreSQL writes arrays; words among them need no escape."""
    columns = zip(*rows, strict=True) if rows else ([],) * width
    return ["{" + ",".join(f'"{cell}"' for cell in column) + "}" for column in columns]
