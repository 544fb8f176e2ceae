"""What was done and measured in a region's days: dangers, visits, drills, duty, rain; and how things stand now."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from statistics import fmean
from typing import Any, Final

from anlan.dangers import api as dangers
from anlan.drills import api as drills
from anlan.duty import api as duty
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.monitoring import api as monitoring
from anlan.readiness import api as readiness
from anlan.situation.domain.periods import Days, moments
from anlan.situation.domain.work import AREAS, Figures, Gap, Spans, compared
from anlan.supervision import api as supervision
from anlan.support import rights

Reader = Callable[[Actor, str, datetime, datetime], Figures]


@dataclass(frozen=True, slots=True)
class _Source:
    """By which right an area is read, since when there are records, and its figures of a time."""

    right: str
    began: Callable[[Actor, str], datetime | None]
    read: Reader


def _rain(actor: Actor, region: str, since: datetime, until: datetime) -> Figures:
    found = monitoring.rain_totals(actor, region, since, until)
    if not found:
        return {}
    return {
        "rain_mean": round(fmean(each.total_mm for each in found), 1),
        "rain_wettest_day": max(each.wettest_day_mm for each in found),
    }


def _dangers(actor: Actor, region: str, since: datetime, until: datetime) -> Figures:
    counts = dangers.found_between(actor, region, since, until)
    return {"dangers_found": counts.found, "dangers_major": counts.major, "dangers_closed": counts.closed}


def _inspections(actor: Actor, region: str, since: datetime, until: datetime) -> Figures:
    visits, findings = supervision.visits_between(actor, region, since, until)
    return {"visits": visits, "findings": findings}


def _drills(actor: Actor, region: str, since: datetime, until: datetime) -> Figures:
    return {"drills": drills.held_between(actor, region, since, until)}


def _duty(actor: Actor, region: str, since: datetime, until: datetime) -> Figures:
    counts = duty.service_between(actor, region, since, until)
    return {
        "handovers": counts.handovers,
        "late_handovers": counts.late_handovers,
        "rooms_called": counts.called,
        "rooms_unanswered": counts.unanswered,
    }


_SOURCES: Final = {
    "rain": _Source("monitoring.read", monitoring.first_rain, _rain),
    "dangers": _Source("dangers.see", dangers.first_found, _dangers),
    "inspections": _Source("supervision.see", supervision.first_recorded, _inspections),
    "drills": _Source("drills.see", drills.first_held, _drills),
    "duty": _Source("duty.see", duty.first_service, _duty),
}


def work_facts(actor: Actor, region: str, spans: Spans, now: datetime) -> dict[str, Any]:
    """Return the figures of every area, how things stand now, and what is missing, as plain values."""
    lines, gaps = [], []
    for area in AREAS:
        source = _SOURCES[area]
        if not rights.may(actor, source.right, region):
            gaps.append(Gap(area, "no_right"))
            continue
        first = source.began(actor, region)
        began: date | None = in_china(first).date() if first else None
        found, gap = compared(area, _reader(source, actor, region), spans, began)
        lines += found
        gaps += [gap] if gap else []
    standing, unread = _standing(actor, region, now)
    return {
        "last_year": {"first": spans.last_year.first.isoformat(), "last": spans.last_year.last.isoformat()},
        "lines": [asdict(line) for line in lines],
        "wettest": _wettest(actor, region, spans.now),
        "standing": standing,
        "missing": [asdict(gap) for gap in (*gaps, *unread)],
    }


def _reader(source: _Source, actor: Actor, region: str) -> Callable[[Days], Figures]:
    return lambda days: source.read(actor, region, *moments(days))


def _wettest(actor: Actor, region: str, days: Days) -> dict[str, Any]:
    """Return the station with the most rain of the days; nothing where none fell."""
    if not rights.may(actor, _SOURCES["rain"].right, region):
        return {}
    found = monitoring.rain_totals(actor, region, *moments(days))[:1]
    return {"name": found[0].name, "mm": found[0].total_mm} if found and found[0].total_mm else {}


def _standing(actor: Actor, region: str, now: datetime) -> tuple[dict[str, int], list[Gap]]:
    """Return how things stand now, and of what nothing is on record."""
    standing: dict[str, int] = {}
    gaps: list[Gap] = []
    if rights.may(actor, "monitoring.read", region):
        standing["silent"], standing["listened"] = monitoring.silent_in(actor, region, now=now)
    if rights.may(actor, "dangers.see", region):
        standing["open"], standing["overdue"] = dangers.open_and_overdue(actor, region)
    if not rights.may(actor, "readiness.read", region):
        return standing, [Gap("readiness", "no_right")]
    teams = readiness.teams(actor, readiness.TeamFilter(region=region))
    stores = readiness.stores(actor, readiness.StoreFilter(region=region))
    if not len(teams) and not len(stores):
        gaps.append(Gap("readiness", "no_records"))
    asked = readiness.attention_counts(actor, in_china(now).date(), region)
    told = {key: asked[key] for key in ("expired", "low", "owed")}
    return standing | {"teams": len(teams), "stores": len(stores)} | told, gaps
