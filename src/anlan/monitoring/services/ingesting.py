"""Taking readings in: stored once each, judged, told of, all in one transaction per batch.

The intake keeps the directory and the last hours of rain in memory. Both come from stored rows: at start, when the
directory has changed, when the clock was set back, and after any failure, so memory never knows more than the tables.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from django.db import transaction

from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.levels import Level
from anlan.monitoring.domain.intake import OTHER_VALUE_STORED, Arrival, Limits, Refused, Taken, take_in
from anlan.monitoring.domain.messages import Batch, encode
from anlan.monitoring.domain.minutes import Standing, Unit
from anlan.monitoring.domain.ring import RainRing
from anlan.monitoring.domain.watch import WINDOWS_MINUTES, Finding, LevelWatch, RainWatch, Readings
from anlan.monitoring.events import ThresholdReached
from anlan.monitoring.models import Judgement
from anlan.monitoring.selectors import directory, rules
from anlan.monitoring.selectors.directory import Snapshot
from anlan.monitoring.services import quarantine, sharing, storing
from anlan.monitoring.services.claiming import Claims, ClaimsLost
from anlan.monitoring.services.frames import FrameReader
from anlan.monitoring.services.proving import Evidence, evidence_of
from anlan.science.rainfall.windows import MICROSECONDS_PER_MINUTE
from anlan.support import journal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_SUBJECT_OF_REFUSAL = "stored"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch; ``unwritten`` newest values wait for ``Intake.settle``.

    ``elsewhere`` are readings that another worker must judge, as messages by partition; they are not stored yet.
    """

    stored: int
    repeated: int
    refused: int
    told: int
    unwritten: int = 0
    elsewhere: tuple[tuple[int, bytes], ...] = ()


@dataclass(slots=True)
class _Memory:
    snapshot: Snapshot
    rain: RainWatch
    levels: LevelWatch
    generation: int


class Intake:
    """Takes batches of messages in; one per process, used by one thread: alone, or one of several with claims."""

    def __init__(self, actor: Actor = SYSTEM, claims: Claims | None = None) -> None:
        self._actor = actor
        self._claims = claims
        self._memory: _Memory | None = None
        self._store = storing.Store()
        self._frames = FrameReader()

    def take(self, arrivals: list[Arrival], *, now: datetime) -> Outcome:
        """Store and judge a batch; after any failure nothing of it is stored and memory is built anew."""
        try:
            with transaction.atomic():
                return self._take(arrivals, now)
        except BaseException:
            self._memory = None
            self._store.forget()
            raise

    def settle(self) -> int:
        """Write some of the newest values that no batch had room for; return how many are left."""
        try:
            with transaction.atomic():
                return self._store.settle()
        except BaseException:
            self._store.forget()
            raise

    def _take(self, arrivals: list[Arrival], now: datetime) -> Outcome:
        memory = self._up_to_date(now)
        arrivals, broken = self._frames.read(arrivals, edition=memory.snapshot.edition, now=now)
        taken, elsewhere = self._of_own(take_in(arrivals, memory.snapshot.directory, limits_at(now)), memory)
        refused = broken + taken.refused
        readings = Readings(taken.series, taken.times, taken.values)
        stored = told = 0
        if len(readings.times):
            is_new, contradicting = self._store.add(readings)
            refused = refused + [_contradiction(memory.snapshot, readings, index) for index in contradicting]
            new = Readings(readings.series[is_new], readings.times[is_new], readings.values[is_new])
            stored = len(new.times)
            if stored:
                told = self._judge(memory, new, now)
        if refused:
            quarantine.keep(refused, received=now)
        return Outcome(
            stored=stored,
            repeated=len(readings.times) - stored,
            refused=sum(each.count for each in refused),
            told=told,
            unwritten=self._store.unwritten,
            elsewhere=elsewhere,
        )

    def _of_own(self, taken: Taken, memory: _Memory) -> tuple[Taken, tuple[tuple[int, bytes], ...]]:
        """Leave out what another worker judges, as messages for its partitions."""
        if self._claims is None:
            return taken, ()
        if not self._claims.are_held():
            raise ClaimsLost
        if self._claims.is_whole:
            return taken, ()
        return sharing.own_part(taken, memory.snapshot.directory, self._claims.owned)

    def _judge(self, memory: _Memory, new: Readings, now: datetime) -> int:
        findings, changed = memory.rain.judge(new)
        for more_findings, more_changed in [memory.levels.judge(new)] if memory.levels.units else []:
            findings, changed = findings + more_findings, changed | more_changed
        if changed:
            _store_standings(changed)
        told = _without_covered(findings)
        if told:
            evidence = evidence_of(told)
            events = [_event(memory.snapshot, *each) for each in zip(told, evidence, strict=True)]
            journal.announce_all(events, actor=self._actor, now=now)
        return len(told)

    def _up_to_date(self, now: datetime) -> _Memory:
        newest = _newest_minute(now)
        memory = self._memory
        generation = self._claims.generation if self._claims else 0
        is_current = (
            memory is not None
            and memory.generation == generation
            and memory.snapshot.edition == directory.edition()
            and newest >= memory.rain.ring.newest - rules.limits()["time"]["future_minutes"]
            and (memory.snapshot.valid_until is None or now < memory.snapshot.valid_until)
        )
        if not is_current:
            memory = self._memory = _remembered(now, generation)
        memory.rain.ring.move_to(newest)
        return memory


def _newest_minute(now: datetime) -> int:
    """Return the last minute for which a reading may be taken at ``now``."""
    return -((_EPOCH - now) // _MINUTE) + int(rules.limits()["time"]["future_minutes"])


def limits_at(now: datetime) -> Limits:
    """Return what the intake takes at ``now``."""
    table = rules.limits()
    micros = round(now.timestamp() * 1_000_000)
    oldest = micros - table["time"]["oldest_days"] * 86_400_000_000
    newest = micros + table["time"]["future_minutes"] * MICROSECONDS_PER_MINUTE
    return Limits(oldest, newest, table["message"]["largest_bytes"])


def _remembered(now: datetime, generation: int) -> _Memory:
    """Build memory from stored rows."""
    snapshot = directory.snapshot(now)
    newest = _newest_minute(now)
    standings = _standings(newest)
    ring = RainRing(
        len(snapshot.rain_series),
        lengths=WINDOWS_MINUTES,
        behind=rules.limits()["judging"]["behind_minutes"],
        newest=newest,
    )
    rain = RainWatch(np.array(snapshot.rain_series, dtype=np.int64), snapshot.rain_units, ring, standings)
    stored = storing.stored_between(_EPOCH + _MINUTE * (newest - ring.columns), _EPOCH + _MINUTE * newest)
    rain.remember(stored)
    levels = LevelWatch(snapshot.level_units, standings)
    levels.remember(stored)
    return _Memory(snapshot, rain, levels, generation)


def _standings(newest: int) -> dict[tuple[int, str, str], Standing]:
    """Return where every unit stands; what lies ahead of a clock that was set back does not count."""
    rows = Judgement.objects.filter(held_at__lte=newest)
    return {
        (series, rule, region): Standing(Level(level), held_at, Level(told))
        for series, rule, region, level, held_at, told in rows.values_list(
            "series_id", "rule", "region", "level", "held_at", "told"
        )
    }


def _contradiction(snapshot: Snapshot, readings: Readings, index: int) -> Refused:
    """Return the refusal of a reading whose time already has another value: the first one stays."""
    of = snapshot.series[int(readings.series[index])]
    batch = Batch([of.code], [of.quantity], [readings.times[index] / 1e6], [float(readings.values[index])])
    raw = encode(batch)
    arrival = Arrival(_SUBJECT_OF_REFUSAL, f"{of.code}/{of.quantity}", raw, of.code)
    detail = f"{of.code} {of.quantity}: {batch.values[0]!r}"
    return Refused(arrival, OTHER_VALUE_STORED, detail, raw, 1, of.region)


def _store_standings(changed: dict[Unit, Standing]) -> None:
    Judgement.objects.bulk_create(
        [
            Judgement(
                series_id=unit.series,
                rule=unit.rule,
                region=unit.region,
                level=standing.level,
                held_at=standing.held_at,
                told=standing.told,
            )
            for unit, standing in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["series", "rule", "region"],
        update_fields=["level", "held_at", "told"],
    )


def _without_covered(findings: list[Finding]) -> list[Finding]:
    """Leave out a village's rise where its township rose to the same level in the same minute or before."""
    told: list[Finding] = []
    risen: dict[tuple[int, str, str], int] = {}
    for each in sorted(findings, key=lambda found: (found.rise.minute, len(found.rise.unit.region))):
        unit = each.rise.unit
        outer = risen.get((unit.series, unit.rule, unit.region[:9]), 0)
        if len(unit.region) <= 9 or outer < each.rise.level:
            told.append(each)
        if len(unit.region) <= 9:
            risen[unit.key] = max(outer, each.rise.level)
    return told


def _event(snapshot: Snapshot, finding: Finding, evidence: Evidence) -> ThresholdReached:
    unit, band = finding.rise.unit, finding.band
    of = snapshot.series[unit.series]
    return ThresholdReached(
        subject=f"station:{of.station_id}",
        region=unit.region,
        rule=unit.rule,
        edition=unit.values.edition,
        level=int(finding.rise.level),
        station_id=of.station_id,
        station_code=of.code,
        station_name=of.name,
        location=of.location,
        quantity=of.quantity,
        window_hours=band.window_hours,
        value=finding.value,
        threshold=band.lower,
        unit=of.unit,
        evidence=evidence.readings,
        evidence_total=evidence.total,
        observed_at=evidence.readings[-1][0],
    )
