"""Hazard sites and their patrols."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.risks.domain.sites import SiteState
from anlan.risks.models import HazardSite
from anlan.risks.selectors.scope import READ, fits, ordered, seen_by
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

SORTS = {
    "code": "code",
    "persons": "threatened_persons",
    "patrol": "last_patrol_at",
    "due": "patrol_due_at",
    "region": "region",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFilter:
    """Which sites are wanted; empty fields want all."""

    kind: str = ""
    state: str = ""
    grade: str = ""
    region: str = ""
    text: str = ""
    sort: str = ""
    due_before: datetime | None = None
    monitor_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A hazard site as other rooms see it."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    grade: str
    state: str
    threatened_persons: int
    threatened_households: int
    found_on: date | None
    last_patrol_at: datetime | None
    patrol_due_at: datetime | None
    dense_hours: int | None
    monitor: people.Person | None
    is_demo: bool
    threatens: str
    warning_signal: str
    route: str
    shelter: str
    facts: dict[str, Any]


def sites(actor: Actor, wanted: SiteFilter) -> Rows[Site]:
    """Return the sites that the actor may see and ``wanted`` fits."""
    return Rows(ordered(_chosen(actor, wanted), wanted.sort, SORTS), _sites)


def site(actor: Actor, site_id: UUID) -> Site:
    """Return one site, or say that there is none where the actor may not see it."""
    row = HazardSite.objects.defer("area").filter(id=site_id).first()
    if row is None:
        raise NotFound(what="site", id=str(site_id))
    require_visible(actor, READ, row.region, "site")
    return _sites([row])[0]


def site_counts(actor: Actor, field: str, wanted: SiteFilter) -> dict[str, int]:
    """Return how many sites there are of each ``kind``, ``state`` or ``grade``."""
    rows = _chosen(actor, wanted).order_by().values_list(field).annotate(count=Count("id"))
    return dict(rows)


def late_count(actor: Actor, now: datetime) -> int:
    """Return how many sites in the actor's regions should have been patrolled by now."""
    return _chosen(actor, SiteFilter(due_before=now)).count()


def sites_in(region: str) -> Rows[Site]:
    """Return the sites in a region that still threaten, for acts that work without a reader."""
    rows = HazardSite.objects.defer("area").filter(region__startswith=region).exclude(state=SiteState.ELIMINATED)
    return Rows(rows.order_by("code"), _sites)


def _chosen(actor: Actor, wanted: SiteFilter) -> QuerySet[HazardSite]:
    rows = seen_by(actor, HazardSite.objects.defer("area"), wanted.region)
    for field in ("kind", "state", "grade"):
        if value := getattr(wanted, field):
            rows = rows.filter(**{field: value})
    if wanted.due_before:
        rows = rows.exclude(state=SiteState.ELIMINATED).filter(patrol_due_at__lt=wanted.due_before)
    if wanted.monitor_id:
        rows = rows.filter(monitor_id=wanted.monitor_id)
    return rows.filter(fits(wanted.text, "name", "code")) if wanted.text else rows


def _sites(rows: Sequence[HazardSite]) -> tuple[Site, ...]:
    monitors = people.persons_by_id(_ids(row.monitor_id for row in rows))
    return tuple(
        Site(
            id=row.id,
            code=row.code,
            name=row.name,
            kind=row.kind,
            region=row.region,
            longitude=row.location.x,
            latitude=row.location.y,
            grade=row.grade,
            state=row.state,
            threatened_persons=row.threatened_persons,
            threatened_households=row.threatened_households,
            found_on=row.found_on,
            last_patrol_at=row.last_patrol_at,
            patrol_due_at=row.patrol_due_at,
            dense_hours=row.dense_hours,
            monitor=monitors.get(row.monitor_id),
            is_demo=row.is_demo,
            threatens=row.threatens,
            warning_signal=row.warning_signal,
            route=row.route,
            shelter=row.shelter,
            facts=row.facts,
        )
        for row in rows
    )


def _ids(found: Iterable[UUID | None]) -> list[UUID]:
    return [each for each in found if each]
