"""By when who must report to whom: the rules of ``tables/deadlines.toml`` and their arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import RegionLevel, at_level, level_of, lies_within, normalise, parent_of

_LIMITS: Final = {"within_minutes": "minutes", "within_hours": "hours", "within_days": "days", "every_days": "days"}
_MUNICIPALITIES: Final = ("11", "12", "31", "50")


class Stage(StrEnum):
    """Which report: the first, a follow-up, the verified one; the others are duties that any report fulfils.

    ``DIRECT`` goes past the next level, ``NOTICE`` to a party beside the line of levels, ``SUPPLEMENT`` tells that the
    casualties of an accident changed.
    """

    FIRST = "first"
    FOLLOWUP = "followup"
    VERIFIED = "verified"
    DIRECT = "direct"
    NOTICE = "notice"
    SUPPLEMENT = "supplement"


WRITTEN: Final = (Stage.FIRST, Stage.FOLLOWUP, Stage.VERIFIED)


class Start(StrEnum):
    """What starts a clock."""

    OPENED = "opened"
    RECEIVED = "received"
    TEN_DEAD_OR_MISSING = "ten_dead_or_missing"
    STABLE = "stable"
    WARNED = "warned"
    TRAIT = "trait"
    CASUALTIES_CHANGED = "casualties_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One duty to report; exactly one of ``limit`` (a span) and ``daily_at`` (a time of day) is set.

    ``from_party`` and ``to_party`` name who reports or receives beside the line of levels; a rule holds from
    ``least_grade`` on and, with ``traits``, only where one of them was found; ``window`` is how long after the event a
    change still has to be reported.
    """

    key: str
    kinds: tuple[str, ...]
    stage: Stage
    starts_on: Start
    from_level: RegionLevel
    to_level: RegionLevel
    limit: timedelta | None
    daily_at: time | None
    warn_before: timedelta
    jurisdiction: str
    effective_from: date
    source: str
    mark: str
    from_party: str = ""
    to_party: str = ""
    least_grade: int = 0
    traits: tuple[str, ...] = ()
    window: timedelta | None = None
    counts_from: time | None = None
    is_recurring: bool = False

    def counts(self, sent: datetime, due: datetime) -> bool:
        """Tell whether a report sent then fulfils what is due; a daily one counts for its own day in China."""
        if self.daily_at is None:
            return True
        earliest = datetime.combine(due.astimezone(CHINA).date(), self.counts_from or time(), CHINA)
        return sent >= earliest

    def due_at(self, start: datetime) -> datetime:
        """Return when a clock started at ``start`` ends: after the limit, or at the next time of day after it."""
        if self.limit is not None:
            return start + self.limit
        if self.daily_at is None:
            raise ValueError("a clock has a limit or a time of day")
        local = start.astimezone(CHINA)
        due = datetime.combine(local.date(), self.daily_at, CHINA)
        if due <= local:
            due += timedelta(days=1)
        return due.astimezone(start.tzinfo)

    def warn_at(self, start: datetime) -> datetime:
        """Return when to warn that a clock started at ``start`` nears its end; never before its start."""
        return max(self.due_at(start) - self.warn_before, start)


def parse_rules(table: Mapping[str, Any]) -> tuple[ClockRule, ...]:
    """Return the rules of a table, or refuse the first that names no source, mark, or sound limit."""
    return tuple(_rule(row) for row in table["clock"])


def _rule(row: Mapping[str, Any]) -> ClockRule:
    key = row["key"]
    if not row.get("source") or row.get("mark") not in ("verified", "doubtful"):
        raise InvalidValue(field=key, value=row.get("mark"), rule="source_and_mark")
    limit = None
    if row["rule"] in _LIMITS:
        unit = _LIMITS[row["rule"]]
        limit = timedelta(**{unit: row[unit]})
    elif row["rule"] != "daily":
        raise InvalidValue(field=key, value=row["rule"], rule="within_minutes_hours_or_days_or_daily")
    return ClockRule(
        key=key,
        kinds=tuple(row["kinds"]),
        stage=Stage(row["stage"]),
        starts_on=Start(row["starts_on"]),
        from_level=RegionLevel[row["from"].upper()],
        to_level=RegionLevel[row["to"].upper()],
        limit=limit,
        daily_at=None if limit else row["at"],
        warn_before=timedelta(minutes=row["warn_minutes"]),
        jurisdiction=normalise(row["jurisdiction"]),
        effective_from=row["effective_from"],
        source=row["source"],
        mark=row["mark"],
        from_party=row.get("from_party", ""),
        to_party=row.get("to_party", ""),
        least_grade=row.get("least_grade", 0),
        traits=tuple(row.get("traits", ())),
        counts_from=row.get("counts_from"),
        is_recurring=row["rule"] in ("daily", "every_days"),
        window=timedelta(days=row["window_days"]) if "window_days" in row else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What decides which duties hold: kind of event, region, what started them, the day, the grade, what was found."""

    kind: str
    region: str
    start: Start
    on: date
    grade: int = 0
    traits: frozenset[str] = frozenset()
    age: timedelta = timedelta(0)


def rules_for(rules: tuple[ClockRule, ...], case: Case) -> tuple[ClockRule, ...]:
    """Return the rules that hold for a case; the nearest jurisdiction wins by key, then the longest kind."""
    found: dict[str, ClockRule] = {}
    for rule in rules:
        if _holds(rule, case) and (rule.key not in found or _is_nearer(rule, found[rule.key], case.kind)):
            found[rule.key] = rule
    # A rule of the nearest jurisdiction may still ask for more than the case has.
    return tuple(rule for rule in found.values() if _asks_for(rule, case))


def rule_of(rules: tuple[ClockRule, ...], *, key: str, kind: str, region: str) -> ClockRule | None:
    """Return the rule that a clock of ``region`` runs by; nothing where the table no longer has it."""
    found: ClockRule | None = None
    for rule in rules:
        fits = rule.key == key and kind.startswith(rule.kinds) and lies_within(region, rule.jurisdiction)
        if fits and (found is None or _is_nearer(rule, found, kind)):
            found = rule
    return found


def _holds(rule: ClockRule, case: Case) -> bool:
    return (
        rule.starts_on is case.start
        and case.kind.startswith(rule.kinds)
        and lies_within(case.region, rule.jurisdiction)
        and rule.effective_from <= case.on
        and level_of(case.region) >= rule.from_level
        and not (rule.from_level is RegionLevel.PREFECTURE and is_of_municipality(case.region))
    )


def _asks_for(rule: ClockRule, case: Case) -> bool:
    return (
        case.grade >= rule.least_grade
        and (not rule.traits or not case.traits.isdisjoint(rule.traits))
        and (rule.window is None or case.age <= rule.window)
    )


def _is_nearer(rule: ClockRule, other: ClockRule, kind: str) -> bool:
    def rank(each: ClockRule) -> tuple[int, int, date]:
        fit = max(len(prefix) for prefix in each.kinds if kind.startswith(prefix))
        return len(each.jurisdiction), fit, each.effective_from

    return rank(rule) > rank(other)


def is_of_municipality(region: str) -> bool:
    """Tell whether a region lies in a municipality under the central government, which has no prefectures."""
    return region[:2] in _MUNICIPALITIES


def next_level(region: str) -> str:
    """Return the region that a region's unit reports to: one level up, past a municipality's missing prefecture."""
    above = parent_of(region)
    return parent_of(above) if level_of(above) is RegionLevel.PREFECTURE and is_of_municipality(above) else above


def levels_above(region: str) -> tuple[str, ...]:
    """Return every region above, the nearest first, the nation last."""
    above = [next_level(region)]
    while above[-1]:
        above.append(next_level(above[-1]))
    return tuple(above)


def reporter_of(rule: ClockRule, region: str) -> str:
    """Return the region that must report."""
    return at_level(region, rule.from_level)


def receiver_of(rule: ClockRule, region: str) -> str:
    """Return the region that is reported to; the nation stands for the ministry."""
    if rule.to_level is RegionLevel.PREFECTURE and is_of_municipality(region):
        return at_level(region, RegionLevel.PROVINCE)
    return at_level(region, rule.to_level)
