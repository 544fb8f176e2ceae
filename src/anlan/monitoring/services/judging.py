"""The engine as the intake keeps it: filled from stored rows, asked about each batch, its standing stored with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import numpy as np
from django.db import connection

from anlan.kernel.levels import Level
from anlan.monitoring.domain.engine import keeping
from anlan.monitoring.domain.engine.engine import Engine, Standing
from anlan.monitoring.domain.engine.moves import Move
from anlan.monitoring.domain.engine.tables import MINUTE
from anlan.monitoring.domain.judging import EXACT_MINUTES
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.models import JudgedGroup, Judgement
from anlan.monitoring.selectors import rules
from anlan.monitoring.selectors.directory import Snapshot
from anlan.monitoring.services.copying import arrays, micros_of, readings_in
from anlan.monitoring.services.proving import moment_of

_SHORTEST: Final = 60
_REFRESH: Final = 10 * MINUTE
_ROWS: Final = """
copy (select series_id, time, value from monitoring_reading
      where series_id = any(%s) and time > %s and time <= %s) to stdout (format binary)
"""
_ROWS_SINCE_EACH: Final = """
copy (select r.series_id, r.time, r.value
      from unnest(%s::int[], %s::timestamptz[]) w (id, since)
      join monitoring_reading r on r.series_id = w.id and r.time > w.since
      where r.time > %s and r.time <= %s) to stdout (format binary)
"""
_LATEST: Final = """
copy (select series_id, time, value from monitoring_latestvalue where series_id = any(%s) and time <= %s)
to stdout (format binary)
"""
_STORE: Final = """
with k as (select * from unnest(%s::int[], %s::text[], %s::bytea[]) k (id, signature, state)),
gone as (delete from monitoring_judgedgroup where first_id = any(%s)),
kept as (
    insert into monitoring_judgedgroup (first_id, signature, state)
    select s.id, k.signature, k.state from k join monitoring_series s using (id) order by s.id
    on conflict (first_id) do update set signature = excluded.signature, state = excluded.state
)
insert into monitoring_judgement (series_id, rule, region, level, held_at, told)
select s.id, j.rule, j.region, j.level, j.held_at, j.told
from unnest(%s::int[], %s::text[], %s::text[], %s::smallint[], %s::bigint[], %s::smallint[])
     j (id, rule, region, level, held_at, told)
join monitoring_series s using (id) order by s.id, j.rule, j.region
on conflict (series_id, rule, region) do update
set level = excluded.level, held_at = excluded.held_at, told = excluded.told
"""
UnitKey = tuple[int, str, str]


@dataclass(slots=True)
class Judging:
    """The engine at one edition of the directory; ``until`` is the last instant of which it may know."""

    snapshot: Snapshot
    engine: Engine
    until: int
    _written: dict[UnitKey, Standing] = field(default_factory=dict)
    _signatures: dict[int, str] = field(default_factory=dict)
    _refreshed: int = 0

    def judge(self, new: Readings, now: datetime) -> list[Move]:
        """Judge new readings, which are stored already, store where units stand, and return what is to be told."""
        self.until = max(self.until, newest_at(now))
        told_from = micros_of(now) - self.engine.behind
        moves = self.engine.judge(new, fetch=self._fetch, told_from=told_from)
        self._store(int(new.times.max()))
        return moves

    def follow(self, snapshot: Snapshot) -> None:
        """Judge by another edition from now on; only groups that are other than before are filled anew."""
        if snapshot is not self.snapshot:
            snapshot.doubts.goes_on_from(self.snapshot.doubts)
        self.snapshot = snapshot
        numbers = self.engine.change(snapshot.groups)
        self._fill(numbers, [number for number in numbers if number not in self.engine.pasts])

    def _fill(self, numbers: list[int], without_standing: list[int]) -> None:
        """Fill the windows of groups from stored rows, and let them stand as they were kept."""
        for part in _rows_of(self.engine, numbers, self.until):
            self.engine.remember(part)
        kept = _kept_groups(self.engine, without_standing)
        standings = _standings(self.engine, without_standing, self.until)
        for number in without_standing:
            found = kept.get(number)
            if found is None or not keeping.put_back(self.engine, number, found, not_after=self.until):
                keeping.stand(self.engine, number, standings)
        self.engine.settle(set(numbers) & set(self.engine.pasts))

    def _fetch(self, since: dict[int, int]) -> Readings:
        instants = [moment_of(max(0, micros)) for micros in since.values()]
        arguments = [list(since), instants, min(instants), moment_of(self.until)]
        return _copied(_ROWS_SINCE_EACH, arguments)

    def _store(self, newest: int) -> None:
        """Store the groups that the last batch has touched, and now and then until when levels are held."""
        engine = self.engine
        touched, engine.touched = engine.touched, set()
        asked = set(touched)
        if newest - self._refreshed >= _REFRESH:
            self._refreshed = newest
            asked |= set(engine.pasts)
        changed = self._changed(asked)
        if changed or touched:
            self._write(touched, changed)

    def _write(self, touched: set[int], changed: dict[UnitKey, Standing]) -> None:
        kept: list[tuple[int, str, str]] = []
        over: list[int] = []
        for number in touched:
            group = self.engine.groups[number]
            if group is not None:
                state = keeping.kept(self.engine, number)
                if state is None:
                    over.append(group.members[0])
                else:
                    kept.append((group.members[0], self._signature(number), "\\\\x" + state.hex()))
        stands = [
            (series, rule, region, int(each.level), -(-each.held_at // MINUTE), int(each.told))
            for (series, rule, region), each in changed.items()
        ]
        with connection.cursor() as cursor:
            cursor.execute(_STORE, [*arrays(kept, 3), over, *arrays(stands, 6)])

    def _signature(self, number: int) -> str:
        if number not in self._signatures:
            group = self.engine.groups[number]
            self._signatures[number] = keeping.signature_of(group.units if group else ())
        return self._signatures[number]

    def _changed(self, numbers: Iterable[int]) -> dict[UnitKey, Standing]:
        changed: dict[UnitKey, Standing] = {}
        for number in numbers:
            group = self.engine.groups[number]
            for index, unit in enumerate(group.units if group else ()):
                standing = self.engine.standing(number, index)
                before = self._written.get(unit.key, Standing(Level.NONE, Level.NONE, 0))
                is_held_on = standing.level > 0 and standing.held_at - before.held_at >= _REFRESH
                if (standing.level, standing.told) != (before.level, before.told) or is_held_on:
                    self._written[unit.key] = changed[unit.key] = standing
        return changed


def judging_by(snapshot: Snapshot, now: datetime) -> Judging:
    """Return the engine for a snapshot, filled from stored rows."""
    engine = Engine(behind_minutes=rules.limits()["judging"]["behind_minutes"])
    judging = Judging(snapshot, engine, newest_at(now))
    judging.follow(snapshot)
    return judging


def newest_at(now: datetime) -> int:
    """Return the last instant of which a reading may be taken at ``now``, in microseconds."""
    return micros_of(now) + int(rules.limits()["time"]["future_minutes"]) * MINUTE


def _rows_of(engine: Engine, numbers: list[int], until: int) -> Iterator[Readings]:
    """Yield what fills the windows of groups: their series' newest readings, and all in the longest window."""
    by_span: dict[int, list[int]] = {}
    for number in numbers:
        group = engine.groups[number]
        longest = max((unit.longest_window for unit in group.units), default=0) if group else 0
        span = longest + _SHORTEST if longest > EXACT_MINUTES else max(longest, _SHORTEST)
        by_span.setdefault(span, []).extend(group.members if group else ())
    for span, series in by_span.items():
        since = until - span * MINUTE - engine.behind
        rows = _copied(_ROWS, [series, moment_of(since), moment_of(until)])
        latest = _copied(_LATEST, [series, moment_of(since)])
        columns = zip((latest.series, latest.times, latest.values), (rows.series, rows.times, rows.values), strict=True)
        yield Readings(*(np.concatenate(pair) for pair in columns))


def _copied(query: str, arguments: list[object]) -> Readings:
    with connection.cursor() as cursor, cursor.copy(query, arguments) as copy:
        return readings_in(b"".join(copy))


def _kept_groups(engine: Engine, numbers: list[int]) -> dict[int, bytes]:
    """Return what was kept of groups under the units that they have now."""
    number_of = {group.members[0]: number for number in numbers if (group := engine.groups[number])}
    found: dict[int, bytes] = {}
    rows = JudgedGroup.objects.filter(first_id__in=number_of) if len(number_of) < 1000 else JudgedGroup.objects.all()
    for first, signature, state in rows.values_list("first_id", "signature", "state"):
        group = engine.groups[number_of[first]] if first in number_of else None
        if group and keeping.signature_of(group.units) == signature:
            found[number_of[first]] = bytes(state)
    return found


def _standings(engine: Engine, numbers: list[int], until: int) -> dict[UnitKey, Standing]:
    """Return where units stand; what lies ahead of a clock that was set back does not count."""
    rows = Judgement.objects.filter(level__gt=0, held_at__lte=until // MINUTE)
    if len(numbers) < 1000:
        rows = rows.filter(series_id__in=[each for number in numbers for each in _members(engine, number)])
    columns = rows.values_list("series_id", "rule", "region", "level", "told", "held_at")
    return {
        (series, rule, region): Standing(Level(level), Level(told), held_at * MINUTE)
        for series, rule, region, level, told, held_at in columns
    }


def _members(engine: Engine, number: int) -> tuple[int, ...]:
    group = engine.groups[number]
    return group.members if group else ()
