"""Readings by HTTP: checked at once, so that the sender hears what is wrong, then handed to the bus that keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.errors import Malformed, TooManyReadings
from anlan.monitoring.domain.formats import JSON, Body, Unread, decode_body
from anlan.monitoring.domain.intake import MALFORMED, Arrival, Directory, Refused, Taken, take_in
from anlan.monitoring.domain.messages import Batch, decode, encode
from anlan.monitoring.domain.sourcing import HTTP
from anlan.monitoring.models import Series, Station
from anlan.monitoring.ports import Bus
from anlan.monitoring.selectors import rules
from anlan.monitoring.selectors.column_words import column_words
from anlan.monitoring.selectors.directory import known
from anlan.monitoring.selectors.sources import sources_in_force
from anlan.monitoring.services import quarantine
from anlan.monitoring.services.limits import limits_at
from anlan.support.rights import within

_RIGHT = "monitoring.ingest"
_READINGS_PER_MESSAGE = 5000


@dataclass(frozen=True, slots=True)
class RefusedReading:
    """One reading or line that was not taken, and why.

    ``line`` is where it stands in the body (0: its format has no lines); a line that could not be read has neither time
    nor value, but says in ``detail`` what is wrong.
    """

    code: str
    station: str
    quantity: str
    time: int | None
    value: float | None
    line: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How many readings the bus has stored, and which were refused."""

    accepted: int
    refused: tuple[RefusedReading, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """The body of a request: its bytes, of which type, and the request's parameters."""

    raw: bytes
    content_type: str = JSON
    parameters: Mapping[str, str] = field(default_factory=dict)


def receive(*, sent: Sent, bus: Bus, actor: Actor, now: datetime) -> Receipt:
    """Check a body and hand its good readings to the bus; return when the bus has stored them.

    Where the bus is away nothing is stored, and the sender is to send all of it again: what comes twice is stored once.
    What is refused is told the sender and kept in quarantine.
    """
    body = _read(sent, actor, now)
    most = rules.limits()["message"]["most_readings_http"]
    if len(body.batch.times) > most:
        raise TooManyReadings(count=len(body.batch.times), limit=most)
    directory = _directory(set(body.batch.stations), actor)
    taken = take_in([_arrival(actor, sent.raw, body.batch)], directory, limits_at(now))
    keys = dict(zip(directory.ids.tolist(), directory.keys, strict=True))
    good = [keys[series] for series in taken.series.tolist()]
    times = (taken.times / 1e6).tolist()
    _hand_over(bus, Batch([key[0] for key in good], [key[1] for key in good], times, taken.values.tolist()), actor)
    quarantine.keep(taken.refused + _unread(body, actor), received=now)
    return Receipt(len(good), _told(body, taken))


def _read(sent: Sent, actor: Actor, now: datetime) -> Body:
    """Return the readings of a body; a body of which nothing can be read is kept in quarantine and refused."""
    mapped = sources_in_force().of(HTTP, actor.name)
    try:
        if mapped:
            return Body(mapped[0].decode(sent.raw, actor.name))
        return decode_body(sent.raw, sent.content_type, sent.parameters, column_words())
    except Malformed as error:
        refused = Refused(_arrival(actor, sent.raw), MALFORMED, str(error.data["detail"]), sent.raw, 1)
        quarantine.keep([refused], received=now)
        raise


def _arrival(actor: Actor, raw: bytes, batch: Batch | None = None) -> Arrival:
    return Arrival("http", actor.name, raw, content=batch)


def _unread(body: Body, actor: Actor) -> list[Refused]:
    """Return the lines that could not be read, those of one reason together."""
    parts: dict[str, list[Unread]] = {}
    for each in body.unread:
        parts.setdefault(each.code, []).append(each)
    return [
        Refused(
            _arrival(actor, b""),
            MALFORMED,
            f"{code} line {lines[0].line}: {lines[0].detail}",
            "\n".join(each.text for each in lines).encode(),
            len(lines),
        )
        for code, lines in parts.items()
    ]


def _told(body: Body, taken: Taken) -> tuple[RefusedReading, ...]:
    """Return what was refused, with the lines where the format has them."""
    numbers: dict[tuple[str, str, int], list[int]] = {}
    if taken.refused:
        batch = body.batch
        for line, station, quantity, time in zip(
            body.lines, batch.stations, batch.quantities, batch.times, strict=False
        ):
            numbers.setdefault((station, quantity, round(time * 1000)), []).append(line)
    refused = [each for part in taken.refused for each in _refused(part, numbers)]
    for each in body.unread:
        detail = f"{each.detail} {each.text}".strip()
        refused.append(RefusedReading(each.code, "", "", None, None, each.line, detail))
    return tuple(refused)


def _directory(codes: set[str], actor: Actor) -> Directory:
    """Return the stations that the sender may speak for; any other is unknown to it."""
    own = Station.objects.filter(within(actor, _RIGHT), code__in=codes)
    series = Series.objects.filter(station__in=own).select_related("station")
    return Directory((known(row) for row in series), dict(own.values_list("code", "region")))


def _refused(part: Refused, numbers: dict[tuple[str, str, int], list[int]]) -> list[RefusedReading]:
    batch = decode(part.raw)
    found = []
    for station, quantity, time, value in zip(batch.stations, batch.quantities, batch.times, batch.values, strict=True):
        instant = round(time * 1000)
        lines = numbers.get((station, quantity, instant), [])
        line = lines.pop(0) if lines else 0
        found.append(RefusedReading(part.reason, station, quantity, instant, value, line))
    return found


def _hand_over(bus: Bus, batch: Batch, actor: Actor) -> None:
    sender = "".join(letter for letter in actor.id if letter.isalnum() or letter == "-") or "unnamed"
    for start in range(0, len(batch.times), _READINGS_PER_MESSAGE):
        part = batch.picked(range(start, min(start + _READINGS_PER_MESSAGE, len(batch.times))))
        bus.publish(f"ingest.http.{sender}", encode(part))
