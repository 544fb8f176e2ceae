"""The forms in which readings arrive, and how they become columns.

Three JSON forms: one reading ``{"station", "quantity", "time", "value"}``; a list of such objects (bare or as
``{"readings": [...]}``); a column ``{"station", "quantity", "times": [...], "values": [...]}``. What stands outside a
list holds for all of it. A time is ISO 8601 with a zone, or Unix milliseconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec

from anlan.monitoring.domain.errors import Malformed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FURTHEST_MILLISECONDS = 10**14
Time = (
    Annotated[int, msgspec.Meta(ge=-_FURTHEST_MILLISECONDS, le=_FURTHEST_MILLISECONDS)]
    | Annotated[datetime, msgspec.Meta(tz=True)]
)


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
class Batch:
    """The readings of one message as equal lists; the instants are seconds since the epoch."""

    stations: list[str]
    quantities: list[str]
    times: list[float]
    values: list[float]

    def picked(self, indexes: Iterable[int]) -> "Batch":
        """Return some of the readings."""
        chosen = list(indexes)
        return Batch(
            [self.stations[index] for index in chosen],
            [self.quantities[index] for index in chosen],
            [self.times[index] for index in chosen],
            [self.values[index] for index in chosen],
        )


def decode(raw: bytes) -> Batch:
    """Return the readings of a message; raise ``Malformed`` with what is wrong and where."""
    try:
        message = _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed(detail=str(error)) from error
    if isinstance(message, list):
        return _items(message, "", "")
    if message.readings is not None:
        return _items(message.readings, message.station, message.quantity)
    if message.times is not None or message.values is not None:
        return _column(message, message.times or [], message.values or [])
    if message.time is None or message.value is None:
        raise Malformed(detail="neither `time` and `value`, nor `readings`, nor `times` and `values`")
    return _column(message, [message.time], [message.value])


def encode(batch: Batch) -> bytes:
    """Return readings in the list form that ``decode`` reads."""
    columns = (batch.stations, batch.quantities, batch.times, batch.values)
    return msgspec.json.encode(
        [
            {"station": station, "quantity": quantity, "time": _written(time), "value": value}
            for station, quantity, time, value in zip(*columns, strict=True)
        ]
    )


def _written(seconds: float) -> int | datetime:
    """Return an instant in milliseconds, or as a date where that would lose some of it."""
    micros = round(seconds * 1e6)
    return _EPOCH + timedelta(microseconds=micros) if micros % 1000 else micros // 1000


def _column(message: _Message, times: list[int | datetime], values: list[float]) -> Batch:
    if len(times) != len(values):
        raise Malformed(detail=f"{len(times)} times but {len(values)} values")
    count = len(times)
    return Batch([message.station] * count, [message.quantity] * count, _seconds(times), values)


def _items(items: list[_Item], station: str, quantity: str) -> Batch:
    return Batch(
        [item.station or station for item in items],
        [item.quantity or quantity for item in items],
        _seconds([item.time for item in items]),
        [item.value for item in items],
    )


def _seconds(times: list[int | datetime]) -> list[float]:
    return [time / 1000 if isinstance(time, int) else time.timestamp() for time in times]
