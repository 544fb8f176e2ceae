"""A year of warnings: what they reached, which were right, which were late, what was missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from anlan.alarms import api as alarms
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA
from anlan.kernel.levels import Level
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.scoring import (
    Happened,
    Judged,
    Rules,
    Score,
    Sounded,
    Warned,
    judged,
    missed,
    score_of,
)
from anlan.public_warnings.models import CoverageSummary, Transmission
from anlan.public_warnings.selectors.kinds import has_level, kind_for_rule
from anlan.support import rights
from anlan.support.tables import load_table

_MOST_INCIDENTS = 20_000
_UNREAD = ("cap_xml", "area", "description", "instruction", "channels")


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnedRow:
    """A first message with all that updated it: its figures and its verdict."""

    warning_id: UUID
    headline: str
    event_name: str
    level: Level
    region: str
    sent_at: datetime
    until: datetime
    population: int
    covered: int
    is_counted: bool
    judged: Judged

    @property
    def share(self) -> float | None:
        """Return the estimated share of residents that was reached."""
        return self.covered / self.population if self.is_counted and self.population else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnedMonth:
    """One month of the year."""

    month: int
    warnings: int
    population: int
    covered: int
    hits: int
    false: int

    @property
    def share(self) -> float | None:
        """Return the estimated share of residents that was reached."""
        return self.covered / self.population if self.population else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnedYear:
    """A year in a region; ``share`` is the yearly indicator.

    ``unwarned`` are verified alarms of kinds and levels that warnings are issued for, which led to none and fell into
    none.
    """

    rows: tuple[WarnedRow, ...]
    score: Score
    missed: tuple[incidents.IncidentRow, ...]
    proofs: dict[UUID, incidents.IncidentRow]
    alarms: dict[UUID, alarms.VerifiedAlarm]
    unwarned: tuple[alarms.VerifiedAlarm, ...]
    months: tuple[WarnedMonth, ...]
    population: int
    covered: int
    uncounted: int
    target: float

    @property
    def share(self) -> float | None:
        """Return the public coverage of the year's warnings, weighed by the residents of each area."""
        return self.covered / self.population if self.population else None


def warned_year(actor: Actor, year: int, region: str, now: datetime) -> WarnedYear:
    """Return what the warnings of a year and region came to; exercises are left out."""
    chains = _chains(actor, year, region)
    happened = _happened(actor, year, region)
    events = [_event(row) for row in happened]
    rules = _rules()
    summaries = CoverageSummary.objects.in_bulk([chain[0].warning_id for chain in chains])
    sounded = _sounded(actor, year, region)
    rang = [_rang(row) for row in sounded]
    rows = tuple(
        _row(chain, summaries.get(chain[0].warning_id), judged(_warned(chain), events, rules, now, rang))
        for chain in chains
    )
    unforeseen = {
        each.incident_id for each in missed([e for e in events if _is_in(e.at, year)], [r.judged for r in rows], rules)
    }
    counted = [row for row in rows if row.is_counted]
    return WarnedYear(
        rows=rows,
        score=score_of([row.judged for row in rows], len(unforeseen)),
        missed=tuple(row for row in happened if row.id in unforeseen),
        proofs={row.id: row for row in happened},
        alarms={row.id: row for row in sounded},
        unwarned=_unwarned(sounded, rows, chains, year),
        months=_months(rows),
        population=sum(row.population for row in counted),
        covered=sum(row.covered for row in counted),
        uncounted=len(rows) - len(counted),
        target=load_table("anlan.public_warnings", "coverage")["target_share"],
    )


def _chains(actor: Actor, year: int, region: str) -> list[list[Transmission]]:
    """Return each first message of the year with its followers in their order."""
    seen = Transmission.objects.filter(rights.within(actor, "public_warnings.see"), is_exercise=False)
    seen = seen.filter(region__startswith=region).defer(*_UNREAD)
    since, until = datetime(year, 1, 1, tzinfo=CHINA), datetime(year + 1, 1, 1, tzinfo=CHINA)
    first = seen.filter(message_kind=MessageKind.ALERT.value, sent_at__gte=since, sent_at__lt=until)
    follows = {row.replaces_id: row for row in seen.filter(replaces_id__isnull=False, sent_at__gte=since)}
    chains = []
    for row in first.order_by("-sent_at", "-id"):
        chain = [row]
        while follower := follows.get(chain[-1].warning_id):
            chain.append(follower)
        chains.append(chain)
    return chains


def _happened(actor: Actor, year: int, region: str) -> list[incidents.IncidentRow]:
    wanted = incidents.IncidentFilter(region=region, is_exercise=False)
    found = incidents.incidents(actor, wanted, size=_MOST_INCIDENTS).rows
    return [row for row in found if _is_in(row.happened_at, year) or _is_in(row.happened_at, year + 1)]


def _sounded(actor: Actor, year: int, region: str) -> tuple[alarms.VerifiedAlarm, ...]:
    """Return the verified alarms of the year, and of its warnings that stood into the next."""
    since, until = datetime(year, 1, 1, tzinfo=CHINA), datetime(year + 1, 2, 1, tzinfo=CHINA)
    return alarms.verified_alarms(actor, region=region, since=since, until=until)


def _rang(row: alarms.VerifiedAlarm) -> Sounded:
    kind = alarms.event_kind_of(row.rule_family)
    kinds = frozenset((kind, kind_for_rule(row.rule_family, kind) or kind))
    return Sounded(alarm_id=row.id, kinds=kinds, region=row.region, since=row.raised_at, until=row.last_at)


def _unwarned(
    sounded: Iterable[alarms.VerifiedAlarm],
    rows: Iterable[WarnedRow],
    chains: Iterable[list[Transmission]],
    year: int,
) -> tuple[alarms.VerifiedAlarm, ...]:
    """Return the alarms that should have led to a warning: none came of them, and they fell into none."""
    known = {each for row in rows for each in row.judged.alarms}
    known |= {row.source_alarm_id for chain in chains for row in chain if row.source_alarm_id}
    return tuple(
        row for row in sounded if row.id not in known and _is_in(row.raised_at, year) and _calls_for_warning(row)
    )


def _calls_for_warning(row: alarms.VerifiedAlarm) -> bool:
    kind = kind_for_rule(row.rule_family, alarms.event_kind_of(row.rule_family))
    return kind is not None and has_level(kind, row.level)


def _is_in(instant: datetime, year: int) -> bool:
    return instant.astimezone(CHINA).year == year


def _event(row: incidents.IncidentRow) -> Happened:
    return Happened(incident_id=row.id, kind=row.event_kind, region=row.region, at=row.happened_at)


def _rules() -> Rules:
    table = load_table("anlan.public_warnings", "coverage")
    return Rules(
        before=timedelta(hours=table["hours_before"]),
        after=timedelta(hours=table["hours_after"]),
        proved_by={row["warning"]: frozenset(row["incidents"]) for row in table["proved_by"]},
    )


def _warned(chain: list[Transmission]) -> Warned:
    first, last = chain[0], chain[-1]
    return Warned(
        warning_id=first.warning_id,
        kind=first.event_code,
        regions=tuple(sorted({str(each["code"]) for row in chain for each in row.regions})),
        since=first.sent_at,
        until=last.sent_at if last.message_kind == MessageKind.CANCEL.value else last.expires,
    )


def _row(chain: list[Transmission], summary: CoverageSummary | None, verdict: Judged) -> WarnedRow:
    first = chain[0]
    is_counted = summary is not None and summary.asked_real is None
    return WarnedRow(
        warning_id=first.warning_id,
        headline=first.headline,
        event_name=first.event_name,
        level=Level(max(row.level for row in chain)),
        region=first.region,
        sent_at=first.sent_at,
        until=verdict.warned.until,
        population=summary.population if summary and is_counted else 0,
        covered=summary.covered if summary and is_counted else 0,
        is_counted=is_counted,
        judged=verdict,
    )


def _months(rows: tuple[WarnedRow, ...]) -> tuple[WarnedMonth, ...]:
    by_month: dict[int, list[WarnedRow]] = {month: [] for month in range(1, 13)}
    for row in rows:
        by_month[row.sent_at.astimezone(CHINA).month].append(row)
    return tuple(
        WarnedMonth(
            month=month,
            warnings=len(found),
            population=sum(row.population for row in found),
            covered=sum(row.covered for row in found),
            hits=sum(row.judged.verdict == "hit" for row in found),
            false=sum(row.judged.verdict == "false" for row in found),
        )
        for month, found in by_month.items()
    )


def years_of_warnings(actor: Actor) -> tuple[int, ...]:
    """Return the years in which a warning was issued, newest first."""
    seen = Transmission.objects.filter(rights.within(actor, "public_warnings.see"), is_exercise=False)
    return tuple(each.year for each in seen.order_by().datetimes("sent_at", "year", "DESC", tzinfo=CHINA))
