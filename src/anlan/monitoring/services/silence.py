"""Silence is an alarm: told once when a series falls silent, once more when it lasts, and when it is over."""

from datetime import datetime, timedelta

from django.db import transaction

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level
from anlan.monitoring.events import ThresholdLeft, ThresholdReached
from anlan.monitoring.models import Silence
from anlan.monitoring.selectors import silence
from anlan.monitoring.selectors.silence import Change
from anlan.support import heartbeats, journal, locks

FAMILY = "silence"
_INTAKE = "ingest"


@transaction.atomic
def tell_silence(*, actor: Actor, now: datetime) -> int:
    """Tell what has fallen silent, has been so for long, or is over; return how many events that made.

    While the intake itself does not run nothing is told: the silence is its own and not the gauges'.
    """
    if not _intake_lives():
        return 0
    locks.hold("monitoring.silence")
    found = silence.changes(now)
    over = [each.series_id for each in found if each.is_over]
    Silence.objects.filter(series__in=over).delete()
    begun = [(each, _level(each, now)) for each in found if not each.is_over]
    Silence.objects.bulk_create(
        [
            Silence(
                series_id=each.series_id,
                heard_at=each.time,
                told_at=now,
                level=level,
                is_whole_station=each.is_whole,
            )
            for each, level in begun
        ],
        update_conflicts=True,
        unique_fields=["series"],
        update_fields=["told_at", "level", "is_whole_station"],
    )
    events = [_left(each, now) for each in found if each.is_over] + [
        _reached(each, level, now) for each, level in begun
    ]
    if events:
        journal.announce_all(events, actor=actor, now=now)
    return len(events)


def _intake_lives() -> bool:
    last = heartbeats.last_beat(_INTAKE)
    longest = timedelta(seconds=silence.health()["silence"]["intake_is_dead_after_seconds"])
    return last is not None and clock.real_now() - last <= longest


def _minutes(change: Change, now: datetime) -> float:
    return (now - change.time) / timedelta(minutes=1)


def _level(change: Change, now: datetime) -> Level:
    return silence.rule().level_after(_minutes(change, now), change.allowed)


def _reached(change: Change, level: Level, now: datetime) -> ThresholdReached:
    return ThresholdReached(
        subject=f"station:{change.station_id}",
        region=at_level(change.region, RegionLevel.TOWNSHIP),
        rule=FAMILY,
        edition=_edition(),
        level=int(level),
        station_id=change.station_id,
        station_code=change.code,
        station_name=change.name,
        location=change.location,
        quantity=change.quantity,
        window_hours=0,
        value=float(int(_minutes(change, now))),
        threshold=change.allowed,
        unit="min",
        evidence=((change.time, change.value),),
        evidence_total=1,
        observed_at=now,
    )


def _left(change: Change, now: datetime) -> ThresholdLeft:
    return ThresholdLeft(
        subject=f"station:{change.station_id}",
        region=at_level(change.region, RegionLevel.TOWNSHIP),
        rule=FAMILY,
        edition=_edition(),
        level=int(Level.NONE),
        previous_level=change.told_level,
        station_id=change.station_id,
        station_code=change.code,
        station_name=change.name,
        location=change.location,
        quantity=change.quantity,
        window_minutes=0,
        threshold=change.allowed,
        value=float(max(0, int(_minutes(change, now)))),
        unit="min",
        observed_at=now,
    )


def _edition() -> str:
    return f"{FAMILY}:{silence.health()['edition']}"
