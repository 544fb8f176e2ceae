"""What raises an alarm: one judged signal with the readings that caused it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of

_LARGEST_VALUE: Final = 1e9
_LONGEST_TEXT: Final = 120

Reading = tuple[datetime, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmSignal:
    """A threshold reached at one place: by which edition of which rule, and by which readings.

    ``rule_family`` and ``region`` together say what is one and the same alarm; ``location`` is (longitude, latitude).
    """

    rule_family: str
    rule: str
    edition: str
    level: int
    region: str
    station_label: str
    quantity: str
    value: float
    threshold: float
    unit: str
    observed_at: datetime
    station_id: str = ""
    window_hours: float | None = None
    location: tuple[float, float] | None = None
    evidence: tuple[Reading, ...] = ()
    is_exercise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmFall:
    """A sensor came down from ``previous_level`` to ``level`` (0 where no level holds any more).

    A withdrawn level never came about: late readings contradict the earlier ones that told of it.
    """

    rule_family: str
    rule: str
    level: int
    previous_level: int
    region: str
    station_label: str
    quantity: str
    value: float
    unit: str
    observed_at: datetime
    station_id: str = ""
    is_withdrawn: bool = False
    is_exercise: bool = False


def sensor_of(signal: AlarmSignal | AlarmFall) -> str:
    """Return what names the sensor's station: its id, or its label where it has none."""
    return signal.station_id or signal.station_label


def newest(readings: Sequence[Reading], most: int) -> tuple[Reading, ...]:
    """Return the newest ``most`` readings, oldest first."""
    return tuple(sorted(readings)[-most:]) if most > 0 else ()


def check(signal: AlarmSignal) -> None:
    """Refuse a signal by the first field that cannot be true."""
    if signal.level not in (Level.BLUE, Level.YELLOW, Level.ORANGE, Level.RED):
        raise InvalidValue(field="level", value=signal.level, rule="1_to_4")
    if level_of(signal.region) is RegionLevel.NATION:
        raise InvalidValue(field="region", value=signal.region, rule="below_the_nation")
    for field in ("rule_family", "rule", "station_label"):
        text = getattr(signal, field)
        if not text or len(text) > _LONGEST_TEXT:
            raise InvalidValue(field=field, value=text[:_LONGEST_TEXT], rule="1_to_120_characters")
    for field in ("value", "threshold"):
        _check_number(field, getattr(signal, field))
    for _, value in signal.evidence:
        _check_number("evidence", value)
    _check_location(signal.location)


def _check_number(field: str, number: float) -> None:
    if not math.isfinite(number) or abs(number) > _LARGEST_VALUE:
        raise InvalidValue(field=field, value=number, rule="finite_and_below_1e9")


def _check_location(location: tuple[float, float] | None) -> None:
    if location is None:
        return
    longitude, latitude = location
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise InvalidValue(field="location", value=location, rule="longitude_latitude")
