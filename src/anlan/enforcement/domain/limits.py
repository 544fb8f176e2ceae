"""Limits of time: the last or first day by the table, what is refused outside, and which limits run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from anlan.enforcement.domain.days import Works, add_working_days, rolled, working_days_between
from anlan.enforcement.domain.errors import LateWithoutReason, OutsideLimit
from anlan.enforcement.domain.facts import CaseFacts
from anlan.kernel.clock import in_china
from anlan.kernel.days import add_months

_NOW: Final = "now"
_OVER: Final = ("executed", "ended_case")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit as the table holds it; see the head of ``tables/limits.toml``."""

    key: str
    name: str
    amount: int
    unit: str
    since: str
    boundary: str
    acts: tuple[str, ...]
    effect: str
    source: str
    mark: str
    measured: str = _NOW
    pauses: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    lifted: tuple[str, ...] = ()
    needs: str = ""
    warn: int = 0
    extends: bool = False
    rolls: bool = False
    only_harm: bool = False
    unless_harm: bool = False

    @property
    def runs(self) -> bool:
        """Tell whether it is shown as a clock."""
        return bool(self.met)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A limit that runs in a case, or ran until it was met."""

    limit: Limit
    since: datetime
    due: date
    warn_on: date
    met_at: datetime | None
    is_paused: bool


def limits_from(table: Mapping[str, Any]) -> tuple[Limit, ...]:
    """Return the limits of the table."""
    return tuple(Limit(**_as_tuples(row)) for row in table["limits"])


def _as_tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def last_day(limit: Limit, start: date, works: Works, *, left_out: int = 0) -> date:
    """Return the day that counts: the last of the limit, or the one before which nothing may be done."""
    amount = limit.amount + left_out
    if limit.unit == "working_days":
        day = add_working_days(start, amount, works)
    elif limit.unit == "months":
        day = add_months(start, limit.amount) + timedelta(days=left_out)
    elif limit.unit == "years":
        day = add_months(start, 12 * limit.amount) + timedelta(days=left_out)
    else:
        day = start + timedelta(days=amount)
    return rolled(day, works) if limit.rolls else day


def refuse_outside(
    act: str, facts: CaseFacts, now: datetime, limits: Iterable[Limit], works: Works, *, has_reason: bool = False
) -> bool:
    """Refuse an act that lies outside a limit; tell whether it is late by one that is content with a reason."""
    is_late = False
    for limit in limits:
        if act not in limit.acts or not _applies(limit, facts):
            continue
        day = _outside(limit, facts.with_facts({_NOW: now}), works)
        if day and limit.effect == "refuse":
            raise OutsideLimit(name=limit.name, source=limit.source, day=day)
        if day and not has_reason:
            raise LateWithoutReason(name=limit.name, source=limit.source, day=day)
        is_late |= bool(day)
    return is_late


def running(facts: CaseFacts, now: datetime, limits: Iterable[Limit], works: Works) -> tuple[Running, ...]:
    """Return the limits that began to run in a case, with their days; those met carry when."""
    found = []
    for limit in limits:
        since = facts.at.get(limit.since)
        if since is None or not limit.runs or not _applies(limit, facts) or _is_idle(limit, facts, since):
            continue
        met = min((facts.at[name] for name in limit.met if facts.knows(name) and facts.at[name] >= since), default=None)
        until = in_china(met or now).date()
        due = last_day(limit, in_china(since).date(), works, left_out=_left_out(limit, facts, until))
        warn_on = due - timedelta(days=limit.warn)
        is_paused = met is None and any(pause.sort in limit.pauses and pause.last is None for pause in facts.pauses)
        found.append(Running(limit=limit, since=since, due=due, warn_on=warn_on, met_at=met, is_paused=is_paused))
    return tuple(found)


def days_left(limit: Limit, due: date, today: date, works: Works) -> int:
    """Return how many days of the limit's sort are left with the last one; negative where it is over."""
    if limit.unit == "working_days":
        return working_days_between(today, due, works)
    return (due - today).days


def _is_idle(limit: Limit, facts: CaseFacts, since: datetime) -> bool:
    """Tell whether the case was over before the limit began, so that it never runs."""
    return any(facts.knows(name) and facts.at[name] < since for name in limit.met if name in _OVER)


def _applies(limit: Limit, facts: CaseFacts) -> bool:
    if (limit.only_harm and not facts.has_harm) or (limit.unless_harm and facts.has_harm):
        return False
    if limit.needs and not facts.knows(limit.needs):
        return False
    return not any(facts.knows(name) for name in limit.lifted)


def _left_out(limit: Limit, facts: CaseFacts, until: date) -> int:
    return facts.paused_days(limit.pauses, until) + (facts.extended_days if limit.extends else 0)


def _outside(limit: Limit, facts: CaseFacts, works: Works) -> str:
    """Return the day that counts where what is measured lies outside; empty where it lies in, or nothing began."""
    since, measured = facts.at.get(limit.since), facts.at.get(limit.measured)
    if since is None or measured is None:
        return ""
    if limit.unit == "hours":
        end = since + timedelta(hours=limit.amount)
        return in_china(end).strftime("%Y-%m-%d %H:%M") if measured > end else ""
    on = in_china(measured).date()
    day = last_day(limit, in_china(since).date(), works, left_out=_left_out(limit, facts, on))
    is_inside = {"until": on <= day, "from": on >= day, "after": on > day}[limit.boundary]
    return "" if is_inside else day.isoformat()
