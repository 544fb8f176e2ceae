"""Telling what units did: rises and falls as events of the journal, all of a batch at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.engine.moves import Move
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.events import ThresholdLeft, ThresholdReached
from anlan.monitoring.selectors.directory import Snapshot
from anlan.monitoring.services.proving import Evidence, evidence_of, moment_of
from anlan.support import journal

_TOWNSHIP_DIGITS = 9


Qualities = dict[tuple[int, int], int]
"""The doubts about readings by series and time; those that are not there are in no doubt."""


def doubtful_among(readings: Readings) -> Qualities:
    """Return the readings of a batch that are in doubt."""
    if readings.quality is None:
        return {}
    its = readings.picked(readings.quality != 0)
    columns = (its.series.tolist(), its.times.tolist(), its.quality.tolist() if its.quality is not None else [])
    return {(series, time): quality for series, time, quality in zip(*columns, strict=True)}


def tell(moves: Sequence[Move], known: tuple[Snapshot, Qualities], *, actor: Actor, now: datetime) -> int:
    """Announce moves in their order; return how many rises were among them."""
    snapshot, qualities = known
    told = without_covered(moves)
    evidence = iter(evidence_of([move for move in told if move.is_rise]))
    events = [
        _reached(move, snapshot, next(evidence), qualities.get((move.clause.series, move.time), 0))
        if move.is_rise
        else _left(move, snapshot)
        for move in told
    ]
    if events:
        journal.announce_all(events, actor=actor, now=now)
    return sum(move.is_rise for move in told)


def without_covered(moves: Sequence[Move]) -> list[Move]:
    """Leave out a village's rise where its township rose to the same level at the same time or before."""
    told: list[Move] = []
    risen: dict[tuple[int, str, str], int] = {}
    for move in sorted(moves, key=lambda each: (each.time, len(each.unit.region))):
        unit = move.unit
        is_village = len(unit.region) > _TOWNSHIP_DIGITS
        outer = risen.get((unit.series, unit.rule, unit.region[:_TOWNSHIP_DIGITS]), 0)
        if not (is_village and move.is_rise and outer >= move.level):
            told.append(move)
        if not is_village and move.is_rise:
            risen[unit.key] = max(outer, move.level)
    return told


def _head(move: Move, snapshot: Snapshot) -> dict[str, Any]:
    station, asked = snapshot.series[move.unit.series], snapshot.series[move.clause.series]
    return {
        "subject": f"station:{station.station_id}",
        "region": move.unit.region,
        "rule": move.unit.rule,
        "edition": move.unit.edition,
        "level": int(move.level),
        "station_id": station.station_id,
        "station_code": station.code,
        "station_name": station.name,
        "location": station.location,
        "quantity": asked.quantity,
        "window_minutes": move.clause.window_minutes,
        "value": move.value,
        "threshold": move.clause.threshold,
        "unit": asked.unit,
        "observed_at": moment_of(move.time),
    }


def _reached(move: Move, snapshot: Snapshot, evidence: Evidence, quality: int) -> ThresholdReached:
    return ThresholdReached(
        **_head(move, snapshot),
        window_hours=move.clause.window_minutes // 60,
        aggregate=move.clause.aggregate.value,
        compare=move.clause.compare.value,
        evidence=evidence.readings,
        evidence_total=evidence.total,
        quality=quality,
    )


def _left(move: Move, snapshot: Snapshot) -> ThresholdLeft:
    return ThresholdLeft(**_head(move, snapshot), previous_level=int(move.previous), is_withdrawn=move.is_withdrawn)
