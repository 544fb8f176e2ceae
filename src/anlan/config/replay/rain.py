"""A gauge's reconstructed rain: five-minute readings whose hours add up exactly to what the scenario says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

STEP = timedelta(minutes=5)
_TENTHS = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """Rain in the five minutes that end at ``time``, in millimetres."""

    station: str
    time: datetime
    value: float


def split_exactly(tenths: int, shares: Sequence[int]) -> list[int]:
    """Return ``tenths`` split by ``shares`` into whole tenths that add up to it (largest remainder)."""
    total = sum(shares)
    parts = [tenths * share // total for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: tenths * shares[i] % total, reverse=True)
    for index in by_remainder[: tenths - sum(parts)]:
        parts[index] += 1
    return parts


def readings(gauge: dict[str, Any], series: dict[str, Any], scenario: dict[str, Any]) -> Iterator[Reading]:
    """Yield the readings of one series of a gauge, oldest first."""
    moment = datetime.fromisoformat(series["start"])
    for hour, depth in enumerate(series["hourly_mm"]):
        shares = scenario["burst" if hour == series.get("burst_hour") else "spread"]["shares"]
        for part in split_exactly(round(depth * _TENTHS), shares):
            moment += STEP
            yield Reading(gauge["code"], moment, part / _TENTHS)


def all_readings(scenario: dict[str, Any], *, year_later: bool = False) -> list[Reading]:
    """Return every reading of one chapter of the scenario by time, then station."""
    found: list[Reading] = []
    for gauge in scenario["gauge"]:
        series = gauge.get("year_later") if year_later else gauge
        if series:
            found += readings(gauge, series, scenario)
    return sorted(found, key=lambda reading: (reading.time, reading.station))
