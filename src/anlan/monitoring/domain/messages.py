"""The forms in which readings arrive, and how they become columns.

Three JSON forms: one reading ``{"station", "quantity", "time", "value"}``; a list of such objects (bare or as
``{"readings": [...]}``); a column ``{"station", "quantity", "times": [...], "values": [...]}``. What stands outside a
list holds for all of it. A time is ISO 8601 with a zone, or Unix milliseconds.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import msgspec

from anlan.monitoring.domain.errors import Malformed

Time = int | Annotated[datetime, msgspec.Meta(tz=True)]
_FURTHEST_MILLISECONDS = 10**14


class _Item(msgspec.Struct):
    value: float
    time: Time
    station: str = ""
    quantity: str = ""


class _Message(msgspec.Struct):
    station: str = ""
    quantity: str = ""
    time: Time | None = None
    value: float | None = None
    readings: list[_Item] | None = None
    times: list[Time] | None = None
    values: list[float] | None = None


_decoder = msgspec.json.Decoder(list[_Item] | _Message)


@dataclass(frozen=True, slots=True)
class Column:
    """Readings of one series: the instants are microseconds since the epoch."""

    station: str
    quantity: str
    times: list[int]
    values: list[float]


def decode(raw: bytes) -> list[Column]:
    """Return the columns of a message; raise ``Malformed`` with what is wrong and where."""
    try:
        message = _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed(detail=str(error)) from error
    if isinstance(message, list):
        return _columns_of_items(message, "", "")
    if message.readings is not None:
        return _columns_of_items(message.readings, message.station, message.quantity)
    if message.times is not None or message.values is not None:
        return [_column(message)]
    if message.time is None or message.value is None:
        raise Malformed(detail="neither `time` and `value`, nor `readings`, nor `times` and `values`")
    return [Column(message.station, message.quantity, [_instant(message.time)], [message.value])]


def encode(columns: list[Column]) -> bytes:
    """Return columns in the list form that ``decode`` reads."""
    return msgspec.json.encode(
        [
            {"station": column.station, "quantity": column.quantity, "time": time // 1000, "value": value}
            for column in columns
            for time, value in zip(column.times, column.values, strict=True)
        ]
    )


def _column(message: _Message) -> Column:
    times, values = message.times or [], message.values or []
    if len(times) != len(values):
        raise Malformed(detail=f"{len(times)} times but {len(values)} values")
    return Column(message.station, message.quantity, [_instant(time) for time in times], values)


def _columns_of_items(items: list[_Item], station: str, quantity: str) -> list[Column]:
    columns: dict[tuple[str, str], Column] = {}
    for item in items:
        key = (item.station or station, item.quantity or quantity)
        column = columns.get(key)
        if column is None:
            column = columns[key] = Column(*key, [], [])
        column.times.append(_instant(item.time))
        column.values.append(item.value)
    return list(columns.values())


def _instant(time: int | datetime) -> int:
    """Return microseconds since the epoch."""
    if isinstance(time, int):
        if abs(time) > _FURTHEST_MILLISECONDS:
            raise Malformed(detail=f"time {time} is not Unix milliseconds")
        return time * 1000
    return round(time.timestamp() * 1_000_000)
