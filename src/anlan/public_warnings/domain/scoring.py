"""Were warnings right, and in time: each against what happened in its area afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from uuid import UUID

from anlan.kernel.regions import lies_within


class Outcome(StrEnum):
    """What a warning came to."""

    HIT = "hit"
    LATE = "late"
    FALSE = "false"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How long before and after an incident counts, and which kinds prove which warnings right."""

    before: timedelta
    after: timedelta
    proved_by: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """A warning with all that updated it: whom it spoke of, from when to when it stood."""

    warning_id: UUID
    kind: str
    regions: tuple[str, ...]
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An incident: what, where, when."""

    incident_id: UUID
    kind: str
    region: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounded:
    """A verified alarm: the kinds that it stands for, where, from its first signal to its last."""

    alarm_id: UUID
    kinds: frozenset[str]
    region: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A warning with its verdict, what proves it, and how long before the first of that it was issued.

    ``alarms`` are those that went on, or began, after the warning was issued; they alone prove it right where nothing
    worse happened, and never that it was too late: many a warning follows from an alarm.
    """

    warned: Warned
    verdict: Outcome
    incidents: tuple[UUID, ...]
    lead: timedelta | None
    alarms: tuple[UUID, ...] = ()


def judged(
    warned: Warned, happened: Iterable[Happened], rules: Rules, now: datetime, sounded: Iterable[Sounded] = ()
) -> Judged:
    """Judge one warning: a hit, too late, false, or still open because its time is not over."""
    alarms = sorted((each for each in sounded if _bears_out(each, warned, rules)), key=lambda each: each.since)
    return replace(
        _by_incidents(warned, happened, rules) or _by_alarms(warned, alarms) or _unproved(warned, rules, now),
        alarms=tuple(each.alarm_id for each in alarms),
    )


def _by_incidents(warned: Warned, happened: Iterable[Happened], rules: Rules) -> Judged | None:
    found = sorted((each for each in happened if _proves(each, warned, rules)), key=lambda each: each.at)
    ids = tuple(each.incident_id for each in found)
    foreseen = [each for each in found if each.at >= warned.since]
    if foreseen:
        return Judged(warned=warned, verdict=Outcome.HIT, incidents=ids, lead=foreseen[0].at - warned.since)
    if found:
        return Judged(warned=warned, verdict=Outcome.LATE, incidents=ids, lead=found[0].at - warned.since)
    return None


def _by_alarms(warned: Warned, alarms: Sequence[Sounded]) -> Judged | None:
    if not alarms:
        return None
    foreseen = [each.since for each in alarms if each.since >= warned.since]
    lead = foreseen[0] - warned.since if foreseen else None
    return Judged(warned=warned, verdict=Outcome.HIT, incidents=(), lead=lead)


def _unproved(warned: Warned, rules: Rules, now: datetime) -> Judged:
    verdict = Outcome.OPEN if now < warned.until + rules.after else Outcome.FALSE
    return Judged(warned=warned, verdict=verdict, incidents=(), lead=None)


def missed(happened: Iterable[Happened], judgements: Iterable[Judged], rules: Rules) -> tuple[Happened, ...]:
    """Return the incidents of kinds that warnings are issued for which no warning foresaw."""
    foreseen = {each for one in judgements if one.verdict is Outcome.HIT for each in one.incidents}
    foreseeable = frozenset().union(*rules.proved_by.values()) if rules.proved_by else frozenset()
    return tuple(each for each in happened if each.kind in foreseeable and each.incident_id not in foreseen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The counts behind the rates; a rate is nothing where nothing was counted."""

    hits: int
    late: int
    false: int
    open: int
    missed: int
    median_lead: timedelta | None
    hits_by_alarm: int = 0

    @property
    def false_share(self) -> float | None:
        """Return false warnings as a share of those whose time is over."""
        return _share(self.false, self.hits + self.late + self.false)

    @property
    def hit_share(self) -> float | None:
        """Return foreseen incidents' warnings as a share of them and of what was missed; alarms alone do not count."""
        by_incident = self.hits - self.hits_by_alarm
        return _share(by_incident, by_incident + self.missed)


def score_of(judgements: Iterable[Judged], missed_incidents: int) -> Score:
    """Return the counts of many judgements."""
    found = list(judgements)
    leads = [each.lead for each in found if each.verdict is Outcome.HIT and each.lead is not None]
    count = {verdict: sum(each.verdict is verdict for each in found) for verdict in Outcome}
    return Score(
        hits=count[Outcome.HIT],
        late=count[Outcome.LATE],
        false=count[Outcome.FALSE],
        open=count[Outcome.OPEN],
        missed=missed_incidents,
        median_lead=timedelta(seconds=median(each.total_seconds() for each in leads)) if leads else None,
        hits_by_alarm=sum(each.verdict is Outcome.HIT and not each.incidents for each in found),
    )


def _proves(each: Happened, warned: Warned, rules: Rules) -> bool:
    is_kind = each.kind in rules.proved_by.get(warned.kind, frozenset((warned.kind,)))
    is_then = warned.since - rules.before <= each.at <= warned.until + rules.after
    return is_kind and is_then and any(_meet(each.region, region) for region in warned.regions)


def _bears_out(each: Sounded, warned: Warned, rules: Rules) -> bool:
    """Tell whether an alarm signalled in a warning's area and of its danger after it was issued, and in time."""
    kinds = rules.proved_by.get(warned.kind, frozenset()) | {warned.kind}
    is_then = each.until >= warned.since and each.since <= warned.until + rules.after
    return not kinds.isdisjoint(each.kinds) and is_then and any(_meet(each.region, code) for code in warned.regions)


def _meet(one: str, other: str) -> bool:
    return lies_within(one, other) or lies_within(other, one)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
