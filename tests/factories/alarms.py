"""Signals and alarms for tests; plainly invented."""

import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from anlan.alarms import api
from anlan.kernel.actors import SYSTEM

NIGHT = datetime(2020, 6, 26, 15, 20, tzinfo=UTC)


def a_signal(**changes: object) -> api.AlarmSignal:
    """Return a flash-flood signal in Yihai town, 26 June 2020 23:20 local time."""
    signal = api.AlarmSignal(
        rule_family="flash_flood",
        rule="flash_flood.move_at_once",
        edition="2020-05",
        level=3,
        region="513433106",
        station_id="S-1",
        station_label="Yihai gauge",
        quantity="rain",
        window_hours=1.0,
        value=52.5,
        threshold=50.0,
        unit="mm",
        location=(102.25, 28.75),
        observed_at=NIGHT,
        evidence=((NIGHT, 52.5),),
    )
    return replace(signal, **changes)


def a_fall(**changes: object) -> api.AlarmFall:
    """Return the fall of that signal's sensor below all levels, ten minutes later."""
    fall = api.AlarmFall(
        rule_family="flash_flood",
        rule="flash_flood.move_at_once",
        level=0,
        previous_level=3,
        region="513433106",
        station_id="S-1",
        station_label="Yihai gauge",
        quantity="rain",
        value=31.0,
        unit="mm",
        observed_at=NIGHT + timedelta(minutes=10),
    )
    return replace(fall, **changes)


def a_picture(width: int = 2, height: int = 1) -> bytes:
    """Return a small whole PNG."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def an_alarm(now: datetime = NIGHT, **changes: object) -> UUID:
    """Raise an alarm as the platform does and return its id."""
    return api.raise_alarm(signal=a_signal(**changes), actor=SYSTEM, now=now)
