"""Acts on hazard sites."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.risks.domain.sites import (
    EliminationNeedsReason,
    Finding,
    PatrolNeedsNote,
    SiteAct,
    SiteIsEliminated,
    SiteState,
    after,
)
from anlan.risks.events import SiteEliminated, SitePatrolled, site_subject
from anlan.risks.models import Patrol
from anlan.risks.services.sites import lock
from anlan.support import journal, rights


@dataclass(frozen=True, slots=True)
class PatrolReport:
    """What somebody found at a site."""

    finding: Finding
    note: str = ""


@transaction.atomic
def record_patrol(*, site_id: UUID, report: PatrolReport, actor: Actor, now: datetime) -> SiteState:
    """Record a walk to a site and what was found; the site's state follows the finding."""
    site = lock(site_id, actor)
    rights.require(actor, "risks.patrol", site.region)
    if site.state == SiteState.ELIMINATED:
        raise SiteIsEliminated(site=site.code)
    if report.finding is not Finding.UNCHANGED and not report.note.strip():
        raise PatrolNeedsNote()
    site.state = after(SiteState(site.state), report.finding)
    site.last_patrol_at = now
    site.save(update_fields=["state", "last_patrol_at"])
    Patrol.objects.create(site=site, finding=report.finding, note=report.note, by_name=actor.name, at=now)
    event = SitePatrolled(
        subject=site_subject(site.id),
        region=site.region,
        name=site.name,
        finding=report.finding,
        state=site.state,
        note=report.note,
    )
    journal.announce(event, actor=actor, now=now)
    return SiteState(site.state)


@transaction.atomic
def eliminate_site(*, site_id: UUID, reason: str, actor: Actor, now: datetime) -> SiteState:
    """Write a quiet site off: it threatens nobody any more."""
    site = lock(site_id, actor)
    rights.require(actor, "risks.eliminate", site.region)
    if not reason.strip():
        raise EliminationNeedsReason()
    site.state = after(SiteState(site.state), SiteAct.ELIMINATE)
    site.save(update_fields=["state"])
    event = SiteEliminated(subject=site_subject(site.id), region=site.region, name=site.name, reason=reason)
    journal.announce(event, actor=actor, now=now)
    return SiteState(site.state)
