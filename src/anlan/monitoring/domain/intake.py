"""Sorting what arrives: readings that may be stored, and refusals with their reason and bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from anlan.monitoring.domain.errors import Malformed
from anlan.monitoring.domain.messages import Column, decode, encode

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


@dataclass(frozen=True, slots=True)
class KnownSeries:
    """A series as the intake needs it: its plausible range and whether its station is in service."""

    id: int
    quantity: str
    low: float
    high: float
    region: str
    in_service: bool = True


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as it came. ``station`` is the only one it may speak for; empty where it may speak for any."""

    source: str
    subject: str
    raw: bytes
    station: str = ""


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
    """The outcome: equal columns of readings that may be stored, and the refusals."""

    series: NDArray[np.int32]
    times: NDArray[np.int64]
    values: NDArray[np.float64]
    refused: list[Refused]


@dataclass(slots=True)
class _Columns:
    series: list[KnownSeries] = field(default_factory=list)
    origin: list[Arrival] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Directory:
    """The stations and series that the intake knows."""

    series: Mapping[tuple[str, str], KnownSeries]
    regions: Mapping[str, str]


def take_in(arrivals: list[Arrival], directory: Directory, limits: Limits) -> Taken:
    """Sort messages into readings to store and refusals; every reading ends in exactly one of the two."""
    found = _Columns()
    for arrival in arrivals:
        _sort_message(arrival, directory, limits, found)
    lengths = [len(column.times) for column in found.columns]
    times = _joined([column.times for column in found.columns], np.int64)
    values = _joined([column.values for column in found.columns], np.float64)
    series = np.repeat(np.array([each.id for each in found.series], dtype=np.int32), lengths)
    low = np.repeat(np.array([each.low for each in found.series]), lengths)
    high = np.repeat(np.array([each.high for each in found.series]), lengths)
    checks = {
        OUT_OF_RANGE: ~((values >= low) & (values <= high)),
        TOO_OLD: times < limits.oldest,
        IN_THE_FUTURE: times > limits.newest,
    }
    good = np.ones(len(times), dtype=bool)
    for reason, bad in checks.items():
        if (bad & good).any():
            _refuse_readings(reason, bad & good, lengths, found)
            good &= ~bad
    if not good.all():
        series, times, values = series[good], times[good], values[good]
    return Taken(series, times, values, found.refused)


def _joined(parts: list, kind: type) -> NDArray:
    flat = [item for part in parts for item in part]
    return np.array(flat, dtype=kind)


def _sort_message(arrival: Arrival, directory: Directory, limits: Limits, found: _Columns) -> None:
    if len(arrival.raw) > limits.largest_bytes:
        detail = f"{len(arrival.raw)} bytes"
        region = directory.regions.get(arrival.station, "")
        found.refused.append(Refused(arrival, TOO_LARGE, detail, arrival.raw, 1, region))
        return
    try:
        columns = decode(arrival.raw)
    except Malformed as error:
        region = directory.regions.get(arrival.station, "")
        found.refused.append(Refused(arrival, MALFORMED, str(error.data["detail"]), arrival.raw, 1, region))
        return
    for column in columns:
        _sort_column(arrival, column, directory, found)


def _sort_column(arrival: Arrival, column: Column, directory: Directory, found: _Columns) -> None:
    station = column.station or arrival.station
    known = directory.series.get((station, column.quantity))
    if arrival.station and station != arrival.station:
        reason, detail = ANOTHER_STATION, f"{station} in the topic of {arrival.station}"
    elif known is None and station not in directory.regions:
        reason, detail = UNKNOWN_STATION, station
    elif known is None:
        reason, detail = UNKNOWN_QUANTITY, f"{column.quantity} at {station}"
    elif not known.in_service:
        reason, detail = NOT_IN_SERVICE, station
    else:
        found.series.append(known)
        found.origin.append(arrival)
        found.columns.append(column)
        return
    region = directory.regions.get(arrival.station or station, "")
    named = Column(station, column.quantity, column.times, column.values)
    found.refused.append(Refused(arrival, reason, detail, encode([named]), len(column.times), region))


def _refuse_readings(reason: str, bad: NDArray[np.bool_], lengths: list[int], found: _Columns) -> None:
    """Put single readings aside, those of one series and message together."""
    starts = np.concatenate(([0], np.cumsum(lengths)))
    for index in np.unique(np.searchsorted(starts, np.flatnonzero(bad), side="right") - 1):
        column, arrival, known = found.columns[index], found.origin[index], found.series[index]
        picked = np.flatnonzero(bad[starts[index] : starts[index + 1]])
        station = column.station or arrival.station
        part = Column(station, column.quantity, [column.times[i] for i in picked], [column.values[i] for i in picked])
        detail = f"{station} {column.quantity}: {part.values[0]!r}"
        found.refused.append(Refused(arrival, reason, detail, encode([part]), len(picked), known.region))
