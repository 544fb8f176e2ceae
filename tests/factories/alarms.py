"""Signals and alarms for tests; plainly invented."""

from dataclasses import replace
from datetime import UTC, datetime
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


def an_alarm(now: datetime = NIGHT, **changes: object) -> UUID:
    """Raise an alarm as the platform does and return its id."""
    return api.raise_alarm(signal=a_signal(**changes), actor=SYSTEM, now=now)
