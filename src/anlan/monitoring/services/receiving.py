"""Readings by HTTP: checked at once, so that the sender hears what is wrong, then handed to the bus that keeps them."""

from dataclasses import dataclass
from datetime import datetime

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.errors import TooManyReadings
from anlan.monitoring.domain.intake import Arrival, Directory, KnownSeries, Refused, take_in
from anlan.monitoring.domain.messages import Column, decode, encode
from anlan.monitoring.models import Series, Station
from anlan.monitoring.ports import Bus
from anlan.monitoring.selectors import rules
from anlan.monitoring.services.ingesting import limits_at
from anlan.support.rights import within

_RIGHT = "monitoring.ingest"
_READINGS_PER_MESSAGE = 5000


@dataclass(frozen=True, slots=True)
class RefusedReading:
    """One reading that was not taken, as it was sent, and why."""

    code: str
    station: str
    quantity: str
    time: int
    value: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """How many readings the bus has stored, and which were refused."""

    accepted: int
    refused: tuple[RefusedReading, ...]


def receive(*, raw: bytes, bus: Bus, actor: Actor, now: datetime) -> Receipt:
    """Check a message and hand its good readings to the bus; return when the bus has stored them.

    Where the bus is away nothing is stored, and the sender is to send all of it again: what comes twice is stored once.
    """
    columns = decode(raw)
    count = sum(len(column.times) for column in columns)
    most = rules.limits()["message"]["most_readings_http"]
    if count > most:
        raise TooManyReadings(count=count, limit=most)
    directory = _directory({column.station for column in columns}, actor)
    limits = limits_at(now)
    taken = take_in([Arrival("http", "", encode(columns))], directory, limits)
    refused = tuple(each for part in taken.refused for each in _refused(part))
    names = {known.id: (code, quantity) for (code, quantity), known in directory.series.items()}
    _hand_over(bus, _columns(taken.series.tolist(), taken.times.tolist(), taken.values.tolist(), names), actor)
    return Receipt(len(taken.times), refused)


def _directory(codes: set[str], actor: Actor) -> Directory:
    """Return the stations that the sender may speak for; any other is unknown to it."""
    own = Station.objects.filter(within(actor, _RIGHT), code__in=codes)
    series = {
        (row.station.code, row.quantity): KnownSeries(
            row.id,
            row.quantity,
            row.low,
            row.high,
            row.station.region,
            row.station.status == Station.Status.IN_SERVICE,
        )
        for row in Series.objects.filter(station__in=own).select_related("station")
    }
    return Directory(series, dict(own.values_list("code", "region")))


def _refused(part: Refused) -> list[RefusedReading]:
    return [
        RefusedReading(part.reason, column.station, column.quantity, time // 1000, value)
        for column in decode(part.raw)
        for time, value in zip(column.times, column.values, strict=True)
    ]


def _columns(
    series: list[int], times: list[int], values: list[float], names: dict[int, tuple[str, str]]
) -> list[Column]:
    return [
        Column(*names[series_id], [time], [value]) for series_id, time, value in zip(series, times, values, strict=True)
    ]


def _hand_over(bus: Bus, columns: list[Column], actor: Actor) -> None:
    sender = "".join(letter for letter in actor.id if letter.isalnum() or letter == "-") or "unnamed"
    for start in range(0, len(columns), _READINGS_PER_MESSAGE):
        bus.publish(f"ingest.http.{sender}", encode(columns[start : start + _READINGS_PER_MESSAGE]))
