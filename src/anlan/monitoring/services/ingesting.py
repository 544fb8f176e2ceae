"""Taking readings in: stored once each, judged, told of, all in one transaction per batch.

The intake keeps the directory and the judging engine in memory. Both come from stored rows: at start, when the clock
was set back, and after any failure, so memory never knows more than the tables; where the directory has changed, what
is other than before comes from them anew.
"""

import contextlib
import gc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from anlan.kernel.actors import SYSTEM, Actor
from anlan.monitoring.domain.intake import OTHER_VALUE_STORED, Arrival, Refused, Taken, take_in
from anlan.monitoring.domain.messages import Batch, encode
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.selectors import directory, rules
from anlan.monitoring.selectors.directory import Snapshot
from anlan.monitoring.services import quarantine, sharing, storing
from anlan.monitoring.services.claiming import Claims, ClaimsLost
from anlan.monitoring.services.frames import FrameReader
from anlan.monitoring.services.judging import Judging, judging_by, newest_at
from anlan.monitoring.services.limits import limits_at
from anlan.monitoring.services.sources import SourceReader
from anlan.monitoring.services.telling import doubtful_among, tell
from anlan.science.rainfall.windows import MICROSECONDS_PER_MINUTE

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


class Intake:
    """Takes batches of messages in; one per process, used by one thread: alone, or one of several with claims."""

    def __init__(self, actor: Actor = SYSTEM, claims: Claims | None = None) -> None:
        self._actor = actor
        self._claims = claims
        self._judging: Judging | None = None
        self._generation = 0
        self._store = storing.Store()
        self._frames = FrameReader()
        self._sources = SourceReader()

    def take(self, arrivals: list[Arrival], *, now: datetime) -> Outcome:
        """Store and judge a batch; after any failure nothing of it is stored and memory is built anew."""
        try:
            with transaction.atomic():
                return self._take(arrivals, now)
        except BaseException:
            self._judging = None
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
        judging = self._up_to_date(now)
        snapshot = judging.snapshot
        arrivals, broken = self._frames.read(arrivals, edition=snapshot.edition, now=now)
        arrivals, unmapped = self._sources.read(arrivals, snapshot.directory, edition=snapshot.edition)
        taken, elsewhere = self._of_own(take_in(arrivals, snapshot.directory, limits_at(now)), snapshot)
        refused = broken + unmapped + taken.refused
        readings = Readings(taken.series, taken.times, taken.values)
        readings = replace(readings, quality=snapshot.doubts.find(readings))
        stored = told = 0
        if len(readings.times):
            is_new, contradicting = self._store.add(readings)
            refused = refused + [_contradiction(snapshot, readings, index) for index in contradicting]
            new = readings.picked(is_new)
            stored = len(new.times)
            if stored:
                told = tell(judging.judge(new, now), (snapshot, doubtful_among(new)), actor=self._actor, now=now)
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

    def _of_own(self, taken: Taken, snapshot: Snapshot) -> tuple[Taken, tuple[tuple[int, bytes], ...]]:
        """Leave out what another worker judges, as messages for its partitions."""
        if self._claims is None:
            return taken, ()
        if not self._claims.are_held():
            raise ClaimsLost
        if self._claims.is_whole:
            return taken, ()
        return sharing.own_part(taken, snapshot.directory, self._claims.owned)

    def _up_to_date(self, now: datetime) -> Judging:
        """Return the engine as of the directory's edition; what has not changed of it goes on as it is."""
        generation = self._claims.generation if self._claims else 0
        judging = self._judging
        if judging is None or generation != self._generation or _is_set_back(judging, now):
            with _uncollected():
                judging = self._judging = judging_by(directory.snapshot(now), now)
            self._generation = generation
        elif judging.snapshot.edition != directory.edition() or _is_over(judging.snapshot, now):
            with _uncollected():
                judging.follow(directory.snapshot(now))
        return judging


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Make what lasts without looking for garbage among it, now and later: that would cost more than the making."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _is_set_back(judging: Judging, now: datetime) -> bool:
    """Tell whether the clock stands before what the engine knows of."""
    return newest_at(now) < judging.until - rules.limits()["time"]["future_minutes"] * MICROSECONDS_PER_MINUTE


def _is_over(snapshot: Snapshot, now: datetime) -> bool:
    return snapshot.valid_until is not None and now >= snapshot.valid_until


def _contradiction(snapshot: Snapshot, readings: Readings, index: int) -> Refused:
    """Return the refusal of a reading whose time already has another value: the first one stays."""
    of = snapshot.series[int(readings.series[index])]
    batch = Batch([of.code], [of.quantity], [readings.times[index] / 1e6], [float(readings.values[index])])
    raw = encode(batch)
    arrival = Arrival(_SUBJECT_OF_REFUSAL, f"{of.code}/{of.quantity}", raw, of.code)
    detail = f"{of.code} {of.quantity}: {batch.values[0]!r}"
    return Refused(arrival, OTHER_VALUE_STORED, detail, raw, 1, of.region)
