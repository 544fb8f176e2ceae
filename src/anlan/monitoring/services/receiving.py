"""Readings by HTTP: checked at once, so that the sender hears what is wrong, then handed to the bus that keeps them."""

from dataclasses import dataclass
from datetime import datetime

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.errors import TooManyReadings
from anlan.monitoring.domain.intake import Arrival, Directory, Refused, take_in
from anlan.monitoring.domain.messages import Batch, decode, encode
from anlan.monitoring.models import Series, Station
from anlan.monitoring.ports import Bus
from anlan.monitoring.selectors import rules
from anlan.monitoring.selectors.directory import known
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
    batch = decode(raw)
    most = rules.limits()["message"]["most_readings_http"]
    if len(batch.times) > most:
        raise TooManyReadings(count=len(batch.times), limit=most)
    directory = _directory(set(batch.stations), actor)
    taken = take_in([Arrival("http", "", raw)], directory, limits_at(now))
    refused = tuple(each for part in taken.refused for each in _refused(part))
    keys = dict(zip(directory.ids.tolist(), directory.keys, strict=True))
    good = [keys[series] for series in taken.series.tolist()]
    times = (taken.times / 1e6).tolist()
    _hand_over(bus, Batch([key[0] for key in good], [key[1] for key in good], times, taken.values.tolist()), actor)
    return Receipt(len(good), refused)


def _directory(codes: set[str], actor: Actor) -> Directory:
    """Return the stations that the sender may speak for; any other is unknown to it."""
    own = Station.objects.filter(within(actor, _RIGHT), code__in=codes)
    series = Series.objects.filter(station__in=own).select_related("station")
    return Directory((known(row) for row in series), dict(own.values_list("code", "region")))


def _refused(part: Refused) -> list[RefusedReading]:
    batch = decode(part.raw)
    columns = (batch.stations, batch.quantities, batch.times, batch.values)
    return [
        RefusedReading(part.reason, station, quantity, round(time * 1000), value)
        for station, quantity, time, value in zip(*columns, strict=True)
    ]


def _hand_over(bus: Bus, batch: Batch, actor: Actor) -> None:
    sender = "".join(letter for letter in actor.id if letter.isalnum() or letter == "-") or "unnamed"
    for start in range(0, len(batch.times), _READINGS_PER_MESSAGE):
        part = batch.picked(range(start, min(start + _READINGS_PER_MESSAGE, len(batch.times))))
        bus.publish(f"ingest.http.{sender}", encode(part))
