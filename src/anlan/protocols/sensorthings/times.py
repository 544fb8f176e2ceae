"""Instants and intervals as SensorThings writes them (ISO 8601)."""

import re
from datetime import UTC, datetime, timedelta

_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+\- ]\d\d:?\d\d)",
    re.IGNORECASE,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(text: object) -> datetime:
    """Return the instant that ``text`` names; raise ``ValueError`` where it names none.

    The time zone is mandatory. A blank before the offset is read as the plus that an unescaped address loses.
    """
    found = _INSTANT.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ValueError(f"{text!r} is no instant such as 2026-07-01T12:00:00Z")
    zone = found[3].upper().replace(" ", "+")
    try:
        moment = datetime.fromisoformat(found[1] + ("+00:00" if zone == "Z" else zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text!r} is out of range") from error
    return moment + timedelta(microseconds=int((found[2] or "0").ljust(6, "0")[:6]))


def interval(text: object) -> tuple[datetime, datetime]:
    """Return start and end of an interval ``start/end``; an instant is an interval without length."""
    parts = text.split("/") if isinstance(text, str) else []
    if len(parts) not in (1, 2):
        raise ValueError(f"{text!r} is no interval such as 2026-07-01T12:00:00Z/2026-07-01T13:00:00Z")
    start, end = instant(parts[0]), instant(parts[-1])
    if end < start:
        raise ValueError(f"{text!r} ends before it starts")
    return start, end


def written(moment: datetime) -> str:
    """Return an instant in UTC, with a fraction only where it has one."""
    text = moment.astimezone(UTC).isoformat()[:-6]
    return (text.rstrip("0") if "." in text else text) + "Z"


def written_interval(start: datetime, end: datetime) -> str:
    """Return ``start/end``."""
    return f"{written(start)}/{written(end)}"


def micros(moment: datetime) -> int:
    """Return an instant as microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_micros(number: int) -> datetime:
    """Return the instant so many microseconds after 1970; raise ``ValueError`` beyond the calendar."""
    try:
        return _EPOCH + timedelta(microseconds=number)
    except OverflowError as error:
        raise ValueError(f"{number} is out of range") from error
