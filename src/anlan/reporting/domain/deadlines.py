"""By when who must report to whom: the rules of ``tables/deadlines.toml`` and their arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import RegionLevel, at_level, level_of, lies_within, normalise


class Stage(StrEnum):
    """Which report: the first, a follow-up, the verified one, or the direct one past the next level."""

    FIRST = "first"
    FOLLOWUP = "followup"
    VERIFIED = "verified"
    DIRECT = "direct"


class Start(StrEnum):
    """What starts a clock."""

    OPENED = "opened"
    RECEIVED = "received"
    TEN_DEAD_OR_MISSING = "ten_dead_or_missing"
    STABLE = "stable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One duty to report; exactly one of ``limit`` (a span) and ``daily_at`` (a time of day) is set."""

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

    @property
    def is_daily(self) -> bool:
        """Tell whether it falls due again every day."""
        return self.daily_at is not None

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
    limits = {"within_hours": "hours", "within_days": "days"}
    limit = None
    if row["rule"] in limits:
        unit = limits[row["rule"]]
        limit = timedelta(**{unit: row[unit]})
    elif row["rule"] != "daily":
        raise InvalidValue(field=key, value=row["rule"], rule="within_hours_within_days_or_daily")
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
    )


def rules_for(rules: tuple[ClockRule, ...], *, kind: str, region: str, start: Start, on: date) -> tuple[ClockRule, ...]:
    """Return the rules that hold for a kind of event in ``region`` on a day; the nearest jurisdiction wins by key."""
    found: dict[str, ClockRule] = {}
    for rule in rules:
        holds = (
            rule.starts_on is start
            and kind.startswith(rule.kinds)
            and lies_within(region, rule.jurisdiction)
            and rule.effective_from <= on
            and level_of(region) >= rule.from_level
        )
        if holds and (rule.key not in found or _is_nearer(rule, found[rule.key])):
            found[rule.key] = rule
    return tuple(found.values())


def _is_nearer(rule: ClockRule, other: ClockRule) -> bool:
    return (len(rule.jurisdiction), rule.effective_from) > (len(other.jurisdiction), other.effective_from)


def reporter_of(rule: ClockRule, region: str) -> str:
    """Return the region that must report."""
    return at_level(region, rule.from_level)


def receiver_of(rule: ClockRule, region: str) -> str:
    """Return the region that is reported to; the nation stands for the ministry."""
    return at_level(region, rule.to_level)
