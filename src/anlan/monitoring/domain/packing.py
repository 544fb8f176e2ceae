"""Columns of readings as packed bytes."""

import zlib

import numpy as np
from numpy.typing import NDArray

from anlan.monitoring.domain.readings import Readings


def packed(readings: Readings) -> bytes:
    """Return readings as bytes, times as their steps."""
    steps = np.diff(readings.times, prepend=0)
    columns = (readings.series.astype("<i4"), steps.astype("<i8"), readings.values.astype("<f8"))
    return zlib.compress(b"".join(column.tobytes() for column in columns), 1)


def unpacked(data: bytes, count: int) -> Readings:
    """Return the readings of ``packed``."""
    raw = zlib.decompress(data)
    series = np.frombuffer(raw, "<i4", count).astype(np.int32)
    times = np.cumsum(np.frombuffer(raw, "<i8", count, 4 * count)).astype(np.int64)
    values = np.frombuffer(raw, "<f8", count, 12 * count).astype(np.float64)
    return Readings(series, times, values)


def packed_marks(marks: NDArray[np.bool_]) -> bytes:
    """Return marks of readings as bits."""
    return np.packbits(marks).tobytes()


def unpacked_marks(data: bytes, count: int) -> NDArray[np.bool_]:
    """Return the marks of ``packed_marks``."""
    return np.unpackbits(np.frombuffer(data, np.uint8), count=count).astype(bool)
