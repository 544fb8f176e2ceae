"""Columns written to files that other programs read: CSV and Parquet, piece by piece, whole or not at all.

Instants are China time with their zone.
"""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from anlan.kernel.later import later

polars = later("polars")


FORMATS: Final = ("csv", "parquet")
_TEXTS: Final = ("station", "quantity", "unit")
_MOMENTS: Final = ("time", "start")


def write(pieces: Iterable[Mapping[str, list[object]]], columns: tuple[str, ...], target: Path, form: str) -> int:
    """Write pieces of columns to a file in one of ``FORMATS``; return how many rows it has."""
    kinds = {name: _kind(name) for name in columns}
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as folder:
        made = Path(folder) / target.name
        count = (_write_csv if form == "csv" else _write_parquet)(pieces, kinds, made)
        made.replace(target)
    return count


def _kind(column: str) -> Any:
    if column in _TEXTS:
        return polars.String
    if column in _MOMENTS:
        return polars.Datetime("us", "UTC")
    return polars.Int64 if column == "count" else polars.Float64


def _frame(piece: Mapping[str, list[object]], kinds: dict[str, Any]) -> Any:
    frame = polars.DataFrame(dict(piece), schema=kinds)
    moment = "time" if "time" in kinds else "start"
    return frame.with_columns(polars.col(moment).dt.convert_time_zone("Asia/Shanghai"))


def _write_csv(pieces: Iterable[Mapping[str, list[object]]], kinds: dict[str, Any], made: Path) -> int:
    count = 0
    with made.open("wb") as file:
        _frame({}, kinds).write_csv(file)
        for piece in pieces:
            frame = _frame(piece, kinds)
            frame.write_csv(file, include_header=False, datetime_format="%Y-%m-%dT%H:%M:%S%.f%:z")
            count += len(frame)
    return count


def _write_parquet(pieces: Iterable[Mapping[str, list[object]]], kinds: dict[str, Any], made: Path) -> int:
    """Write each piece beside the file, then join them as a stream: no more than some pieces are ever in memory."""
    parts, count = [made.parent / "part-0"], 0
    _frame({}, kinds).write_parquet(parts[0])
    for piece in pieces:
        frame = _frame(piece, kinds)
        parts.append(made.parent / f"part-{len(parts)}")
        frame.write_parquet(parts[-1])
        count += len(frame)
    polars.scan_parquet(parts).sink_parquet(made)
    return count
