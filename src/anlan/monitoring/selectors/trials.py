"""Trials of rules on history: what is stored of them, and the readings they judge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.monitoring.domain.definition import RuleDefinition, definition_of
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.models import RuleTrial
from anlan.monitoring.selectors.stations import READ
from anlan.support.rights import within

_CHUNK = timedelta(days=5)
_READINGS = """
    select series_id, (extract(epoch from time) * 1000000)::bigint, value from monitoring_reading
    where series_id = any(%s) and time > %s and time <= %s
"""
_COUNT = """
    select count(*) from (
        select 1 from monitoring_reading where series_id = any(%s) and time > %s and time <= %s limit %s
    ) counted
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialAlarm:
    """An alarm that a rule would have raised, or that the rule in force did raise."""

    at: datetime
    station: str
    station_id: str
    region: str
    level: Level
    quantity: str
    window_minutes: int
    value: float
    threshold: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialResult:
    """What a trial found: the alarms (the first of them), how many by level, how many were really told by level."""

    alarms: tuple[TrialAlarm, ...]
    by_level: dict[Level, int]
    by_station: tuple[tuple[str, str, dict[Level, int]], ...]
    told: dict[Level, int]
    judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trial as it stands; ``progress`` in percent."""

    id: UUID
    region: str
    definition: RuleDefinition
    since: datetime
    until: datetime
    state: str
    progress: int
    readings: int
    result: TrialResult | None
    requested_by_name: str
    requested_at: datetime


def trial(actor: Actor, trial_id: UUID) -> Trial:
    """Return one trial of the actor's regions."""
    row = RuleTrial.objects.filter(within(actor, READ), id=trial_id).first()
    if row is None:
        raise NotFound(what="trial")
    return Trial(
        id=row.id,
        region=row.region,
        definition=definition_of(row.definition),
        since=row.since,
        until=row.until,
        state=row.state,
        progress=row.progress,
        readings=row.readings,
        result=_result(row.result) if row.result is not None else None,
        requested_by_name=row.requested_by_name,
        requested_at=row.requested_at,
    )


def _result(data: dict[str, Any]) -> TrialResult:
    return TrialResult(
        alarms=tuple(_alarm(each) for each in data["alarms"]),
        by_level=_levels(data["by_level"]),
        by_station=tuple((name, region, _levels(levels)) for name, region, levels in data["by_station"]),
        told=_levels(data["told"]),
        judged=data["judged"],
    )


def _levels(data: dict[str, int]) -> dict[Level, int]:
    return {Level(int(level)): count for level, count in data.items()}


def _alarm(data: dict[str, Any]) -> TrialAlarm:
    return TrialAlarm(**{**data, "at": datetime.fromisoformat(data["at"]), "level": Level(data["level"])})


def reading_count(series: Sequence[int], since: datetime, until: datetime, *, most: int) -> int:
    """Return how many readings are stored of some series in a time, counting no further than one more than ``most``."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [list(series), since, until, most + 1])
        return int(cursor.fetchone()[0])


def readings_in_chunks(series: Sequence[int], since: datetime, until: datetime) -> Iterator[tuple[datetime, Readings]]:
    """Yield the stored readings of some series in the order of time, with up to when they reach."""
    begin = since
    while begin < until:
        end = min(begin + _CHUNK, until)
        yield end, _readings(series, begin, end)
        begin = end


def _readings(series: Sequence[int], since: datetime, until: datetime) -> Readings:
    with connection.cursor() as cursor:
        cursor.execute(_READINGS, [list(series), since, until])
        rows = cursor.fetchall()
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return Readings(
        np.array(columns[0], dtype=np.int32),
        np.array(columns[1], dtype=np.int64),
        np.array(columns[2], dtype=np.float64),
    )
