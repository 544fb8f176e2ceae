"""Sorting what arrives: readings that may be stored, and refusals with their reason and bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from anlan.kernel.regions import RegionLevel, at_level
from anlan.monitoring.domain.errors import Malformed, TooLarge
from anlan.monitoring.domain.messages import Batch, decode, encode
from anlan.monitoring.domain.partitions import NOWHERE

MALFORMED: Final = "monitoring.malformed"
TOO_LARGE: Final = "monitoring.too_large"
UNKNOWN_STATION: Final = "monitoring.unknown_station"
UNKNOWN_QUANTITY: Final = "monitoring.unknown_quantity"
NOT_IN_SERVICE: Final = "monitoring.not_in_service"
ANOTHER_STATION: Final = "monitoring.station_not_in_topic"
OUT_OF_RANGE: Final = "monitoring.value_out_of_range"
TOO_OLD: Final = "monitoring.too_old"
IN_THE_FUTURE: Final = "monitoring.in_the_future"
OTHER_VALUE_STORED: Final = "monitoring.other_value_stored"

REASONS: Final = (
    MALFORMED,
    TOO_LARGE,
    UNKNOWN_STATION,
    UNKNOWN_QUANTITY,
    NOT_IN_SERVICE,
    ANOTHER_STATION,
    OUT_OF_RANGE,
    TOO_OLD,
    IN_THE_FUTURE,
    OTHER_VALUE_STORED,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the intake takes; instants in microseconds since the epoch."""

    oldest: int
    newest: int
    largest_bytes: int


@dataclass(slots=True)
class Arrival:
    """One message as it came. ``station`` is the only one it may speak for; empty where it may speak for any.

    ``partition`` is that of its source, where the bus shares sources out.
    """

    source: str
    subject: str
    raw: bytes
    station: str = ""
    partition: int = NOWHERE
    content: Batch | None = None

    @property
    def size(self) -> int:
        """How many readings it holds, as far as it could be read."""
        return len(self.content.times) if self.content else 1

    def read(self) -> Batch:
        """Return the message's readings, decoded once; raise ``Malformed`` where it has none."""
        if self.content is None:
            self.content = decode(self.raw)
        return self.content

    def give(self, batch: Batch) -> None:
        """Say which readings the message means, where another part of the intake has read it."""
        self.content = batch


@dataclass(frozen=True, slots=True)
class Refused:
    """What was refused of one message for one reason, as bytes that can be replayed."""

    arrival: Arrival
    reason: str
    detail: str
    raw: bytes
    count: int
    region: str = ""


@dataclass(slots=True)
class Taken:
    """The outcome: equal columns of readings that may be stored, and the refusals.

    ``rows`` are those of the directory, ``came_by`` the partitions of the sources.
    """

    series: NDArray[np.int32]
    times: NDArray[np.int64]
    values: NDArray[np.float64]
    refused: list[Refused]
    rows: NDArray[np.int64]
    came_by: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSeries:
    """A series as the intake needs it: its plausible range and whether its station is in service."""

    id: int
    station: str
    quantity: str
    low: float
    high: float
    in_service: bool = True
    partition: int = NOWHERE


class Directory:
    """The stations (with their regions) and series that the intake knows."""

    def __init__(self, series: Iterable[KnownSeries], regions: Mapping[str, str]) -> None:
        everything = list(series)
        taken = [each for each in everything if each.in_service]
        self.regions = regions
        self.keys = [(each.station, each.quantity) for each in taken]
        self.rows = {key: row for row, key in enumerate(self.keys)}
        self.resting = {(each.station, each.quantity) for each in everything if not each.in_service}
        self.ids = np.array([each.id for each in taken], dtype=np.int32)
        self.low = np.array([each.low for each in taken], dtype=np.float64)
        self.high = np.array([each.high for each in taken], dtype=np.float64)
        self.homes = np.array([each.partition for each in taken], dtype=np.int8)


@dataclass(slots=True)
class _Found:
    """Readings of known series so far, message by message."""

    arrivals: list[Arrival] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def take_in(arrivals: list[Arrival], directory: Directory, limits: Limits) -> Taken:
    """Sort messages into readings to store and refusals; every reading ends in exactly one of the two."""
    found = _Found()
    for arrival in arrivals:
        _sort_message(arrival, directory, limits, found)
    rows = np.array(found.rows, dtype=np.int64)
    times = np.rint(np.array(found.times, dtype=np.float64) * 1e6).astype(np.int64)
    values = np.array(found.values, dtype=np.float64)
    checks = {
        OUT_OF_RANGE: ~((values >= directory.low[rows]) & (values <= directory.high[rows])),
        TOO_OLD: times < limits.oldest,
        IN_THE_FUTURE: times > limits.newest,
    }
    good = np.ones(len(rows), dtype=bool)
    for reason, bad in checks.items():
        if (bad & good).any():
            _refuse_readings(reason, np.flatnonzero(bad & good), found, directory)
            good &= ~bad
    came_by = np.repeat(np.array([arrival.partition for arrival in found.arrivals], dtype=np.int8), found.counts)
    return Taken(directory.ids[rows[good]], times[good], values[good], found.refused, rows[good], came_by[good])


def _sort_message(arrival: Arrival, directory: Directory, limits: Limits, found: _Found) -> None:
    try:
        if len(arrival.raw) > limits.largest_bytes:
            raise TooLarge(size=len(arrival.raw), limit=limits.largest_bytes)
        batch = arrival.read()
    except (Malformed, TooLarge) as error:
        detail = str(error.data.get("detail", f"{len(arrival.raw)} bytes"))
        region = directory.regions.get(arrival.station, "")
        found.refused.append(Refused(arrival, error.code, detail, arrival.raw, 1, region))
        return
    if arrival.station and "" in batch.stations:
        batch = Batch([each or arrival.station for each in batch.stations], batch.quantities, batch.times, batch.values)
    known = [directory.rows.get(key) for key in zip(batch.stations, batch.quantities, strict=True)]
    if None in known or (arrival.station and set(batch.stations) - {arrival.station}):
        batch, rows = _without_strangers(arrival, batch, directory, found)
    else:
        rows = cast("list[int]", known)
    found.arrivals.append(arrival)
    found.counts.append(len(rows))
    found.rows += rows
    found.times += batch.times
    found.values += batch.values


def _without_strangers(arrival: Arrival, batch: Batch, directory: Directory, found: _Found) -> tuple[Batch, list[int]]:
    """Put aside the readings whose series is unknown or not for this message to speak of; return the others."""
    kept: list[int] = []
    strangers: dict[tuple[str, str], list[int]] = {}
    for index, key in enumerate(zip(batch.stations, batch.quantities, strict=True)):
        reason = _reason_against(arrival, key, directory)
        if reason:
            strangers.setdefault((reason, key[0]), []).append(index)
        else:
            kept.append(index)
    for (reason, station), indexes in strangers.items():
        part = batch.picked(indexes)
        region = directory.regions.get(arrival.station or station, "")
        detail = f"{station} {part.quantities[0]}"
        found.refused.append(Refused(arrival, reason, detail, encode(part), len(indexes), region))
    others = batch.picked(kept)
    return others, [directory.rows[key] for key in zip(others.stations, others.quantities, strict=True)]


def _reason_against(arrival: Arrival, key: tuple[str, str], directory: Directory) -> str:
    """Return why a reading of this series may not come in this message, or nothing."""
    if arrival.station and key[0] != arrival.station:
        return ANOTHER_STATION
    if key in directory.rows:
        return ""
    if key in directory.resting:
        return NOT_IN_SERVICE
    return UNKNOWN_QUANTITY if key[0] in directory.regions else UNKNOWN_STATION


def _refuse_readings(reason: str, bad: NDArray[np.int64], found: _Found, directory: Directory) -> None:
    """Put single readings aside, those of one message and county together: a bad clock refuses hundreds at once."""
    ends = np.cumsum(found.counts)
    parts: dict[tuple[int, str], list[int]] = {}
    for index, message in zip(bad.tolist(), np.searchsorted(ends, bad, side="right").tolist(), strict=True):
        station = directory.keys[found.rows[index]][0]
        county = at_level(directory.regions.get(station, ""), RegionLevel.COUNTY)
        parts.setdefault((message, county), []).append(index)
    for (message, county), indexes in parts.items():
        keys = [directory.keys[found.rows[index]] for index in indexes]
        times, values = [found.times[index] for index in indexes], [found.values[index] for index in indexes]
        part = Batch([key[0] for key in keys], [key[1] for key in keys], times, values)
        stations = {key[0] for key in keys}
        more = f" (+{len(indexes) - 1})" if len(indexes) > 1 else ""
        detail = f"{keys[0][0]} {keys[0][1]}: {values[0]!r}{more}"
        region = directory.regions.get(keys[0][0], "") if len(stations) == 1 else county
        found.refused.append(Refused(found.arrivals[message], reason, detail, encode(part), len(indexes), region))
