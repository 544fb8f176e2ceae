"""What the records say of a region's days: read by the rooms' doors, kept as plain values with the report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from anlan.alarms import api as alarms
from anlan.duty import api as duty
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.places import api as places
from anlan.public_warnings import api as warnings
from anlan.situation.domain.judging import Happened, Line, by_day, course_of, lines_of, spots_of, total_of
from anlan.situation.domain.periods import (
    Days,
    ReportKind,
    after,
    before,
    days_of,
    in_earlier_years,
    moments,
    so_far,
    years_ago,
)
from anlan.situation.domain.work import Spans
from anlan.situation.selectors.work import work_facts

MONTHS: Final = 6


def facts_of(actor: Actor, region: str, kind: ReportKind, days: Days, now: datetime) -> dict[str, Any]:
    """Return what the records say of the days, in the reader's regions, as of ``now``."""
    first = incidents.first_happened(actor, region)
    began = in_china(first).date() if first else None
    ahead, passed = after(days, kind), so_far(days, in_china(now).date())
    previous = so_far(before(days, kind), before(days, kind).first + timedelta(days=passed.count - 1))
    if passed == days:
        previous = before(days, kind)
    earlier, same_ahead = in_earlier_years(passed, began), in_earlier_years(ahead, began)
    season = Counter(e.group for each in same_ahead for e in _happened(actor, region, each))
    return {
        "began": began.isoformat() if began else "",
        "days": _told(days),
        "passed": _told(passed),
        "before": _told(previous),
        "ahead": _told(ahead),
        "earlier_years": len(earlier),
        **_counted(actor, region, passed, (previous, *earlier)),
        "months": _months(actor, region, days, now),
        "alarms": _alarms(actor, region, days),
        "warnings": _warnings(actor, region, days),
        "work": work_facts(actor, region, Spans(passed, previous, years_ago(passed, 1)), now),
        "season": {"years": len(same_ahead), "kinds": season.most_common(5)},
        "holidays": _holidays(actor, region, ahead),
        "read_at": now.isoformat(),
    }


def _counted(actor: Actor, region: str, days: Days, others: tuple[Days, ...]) -> dict[str, Any]:
    """Return the events of the days beside those of the days before and of earlier years, and where they gather."""
    now = _happened(actor, region, days)
    then, *years = (_happened(actor, region, each) for each in others)
    past = [event for year in years for event in year]
    lengths = (days.count, sum(each.count for each in others[1:]))
    last_year = years[0] if years else None
    groups, units = (
        [[getattr(event, name) for event in each] for each in (now, then, past)] for name in ("group", "unit")
    )
    spots, why_none = spots_of([(e.longitude, e.latitude) for e in now if e.longitude and e.latitude])
    costs = {name: sum(getattr(event, name) for event in now) for name in ("dead", "missing", "injured")}
    return {
        "total": {
            **asdict(total_of((len(now), len(then), len(past)), lengths)),
            **costs,
            "last_year": None if last_year is None else len(last_year),
        },
        "by_day": by_day(
            (days.count, others[0].count),
            [event.day for event in now],
            [event.day for event in then],
            [[event.day for event in year] for year in years],
        ),
        "kinds": _beside(lines_of(*groups, lengths), None if last_year is None else [e.group for e in last_year]),
        "units": _beside(lines_of(*units, lengths), None if last_year is None else [e.unit for e in last_year]),
        "spots": [{**asdict(spot), "region": places.region_at(spot.longitude, spot.latitude)} for spot in spots],
        "why_no_spots": why_none,
    }


def _beside(lines: Sequence[Line], last_year: list[str] | None) -> list[dict[str, Any]]:
    """Return the lines with the count of last year's same days, nothing where the records do not reach them."""
    counts = Counter(last_year or ())
    return [{**asdict(line), "last_year": None if last_year is None else counts[line.key]} for line in lines]


def _happened(actor: Actor, region: str, days: Days) -> list[Happened]:
    level = RegionLevel(min(level_of(region) + 1, RegionLevel.TOWNSHIP))
    return [
        Happened(
            day=(in_china(row.happened_at).date() - days.first).days,
            group=row.event_kind[:3],
            unit=at_level(row.region, level),
            longitude=row.longitude,
            latitude=row.latitude,
            dead=row.dead,
            missing=row.missing,
            injured=row.injured,
        )
        for row in incidents.happened_between(actor, region, *moments(days))
    ]


def _months(actor: Actor, region: str, days: Days, now: datetime) -> dict[str, Any]:
    """Return how many events each of the last full months had, with their trend."""
    counts: dict[str, int] = {}
    month = days_of(ReportKind.MONTHLY, min(days.last + timedelta(days=1), in_china(now).date()))
    for _ in range(MONTHS):
        month = before(month, ReportKind.MONTHLY)
        counts[month.first.isoformat()[:7]] = len(incidents.happened_between(actor, region, *moments(month)))
    return {"counts": dict(sorted(counts.items())), "course": course_of(counts)}


def _alarms(actor: Actor, region: str, days: Days) -> dict[str, int]:
    since, until = moments(days)
    row = alarms.in_all(actor, alarms.Period(since=since, until=until, region=region))
    return {name: getattr(row, name) for name in ("raised", "verified", "dismissed", "waiting")}


def _warnings(actor: Actor, region: str, days: Days) -> dict[str, int]:
    found = warnings.issued_levels(actor, region, *moments(days))
    return {str(level): count for level, count in sorted(found.items(), reverse=True)}


def _holidays(actor: Actor, region: str, ahead: Days) -> list[dict[str, str]]:
    """Return the state's holidays and the entries of the calendar that touch the days ahead."""
    calendar, found = duty.state_calendar(), {}
    for offset in range(ahead.count):
        day = ahead.first + timedelta(days=offset)
        name = calendar.name_of(day)
        if name:
            run = found.setdefault(name, [day, day])
            run[1] = day
    told = [{"name": name, "first": str(run[0]), "last": str(run[1])} for name, run in found.items()]
    rows: Sequence[duty.Occasion] = duty.occasions(actor, region=region, first=ahead.first, last=ahead.last)
    return told + [{"name": row.name, "first": str(row.first), "last": str(row.last)} for row in rows]


def _told(days: Days) -> dict[str, Any]:
    return {"first": days.first.isoformat(), "last": days.last.isoformat(), "count": days.count}
