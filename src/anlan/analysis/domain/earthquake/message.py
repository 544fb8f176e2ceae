"""A line about an earthquake, read into its figures."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from anlan.kernel.clock import CHINA, in_china
from anlan.support.tables import load_table

_LAST_HOUR: Final = 23
_LAST_MINUTE: Final = 59


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a line says, None or empty where it does not; ``names`` go from the greater to the lesser place."""

    magnitude: float | None
    longitude: float | None
    latitude: float | None
    depth_km: float | None
    strike_deg: float | None
    names: tuple[str, ...]
    hour: int | None
    minute: int
    day: tuple[int, int] | None

    def moment(self, told_at: datetime) -> datetime | None:
        """Return when it was, by the day and the time that were said; the last such day before it was told."""
        if self.day is None or self.hour is None:
            return None
        told = in_china(told_at)
        for year in (told.year, told.year - 1):
            try:
                found = datetime(year, *self.day, self.hour, self.minute, tzinfo=CHINA)
            except ValueError:
                continue
            if found <= told:
                return found
        return None


def read_message(text: str) -> Message:
    """Return what a line says of an earthquake: a few words of an officer or the report of the network."""
    line = " ".join(text.split())
    depth, metres = _number(line, "depth_km"), _number(line, "depth_m")
    hour, minute = _clock(line)
    return Message(
        magnitude=_number(line, "magnitude"),
        longitude=_number(line, "longitude"),
        latitude=_number(line, "latitude"),
        depth_km=metres / 1000 if depth is None and metres is not None else depth,
        strike_deg=_number(line, "strike"),
        names=_names(line),
        hour=hour,
        minute=minute,
        day=_day(line),
    )


@cache
def _table() -> dict[str, Any]:
    return load_table("anlan.analysis", "earthquake_message")


def _found(line: str, what: str) -> str:
    for pattern in _table()[what]:
        if match := re.search(pattern, line):
            return str(match[1])
    return ""


def _number(line: str, what: str) -> float | None:
    found = _found(line, what)
    return float(found) if found else None


def _clock(line: str) -> tuple[int | None, int]:
    numbers = [int(each) for each in re.findall(r"\d+", _found(line, "time"))]
    if not numbers or numbers[0] > _LAST_HOUR or any(each > _LAST_MINUTE for each in numbers):
        return None, 0
    return numbers[0], numbers[1] if len(numbers) > 1 else 0


def _day(line: str) -> tuple[int, int] | None:
    numbers = [int(each) for each in re.findall(r"\d+", _found(line, "date"))]
    return (numbers[0], numbers[1]) if numbers else None


def _names(line: str) -> tuple[str, ...]:
    whole = _found(line, "place") or _left(line)
    if not whole:
        return ()
    cuts = "|".join(_table()["cuts"])
    parts = re.findall(rf".+?(?:{cuts})(?!(?:{cuts}))|.+$", whole)
    return tuple(part for part in parts if len(part) > 1)


def _left(line: str) -> str:
    for pattern in _table()["noise"]:
        line = re.sub(pattern, " ", line)
    words = re.findall(r"[^\W\d_]{2,}", line)
    return max(words, key=len, default="")
