"""Planning patrols: every site gets its next one, and a warning makes them denser."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Greatest, Least

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.kernel.regions import NATION
from anlan.risks.domain.kinds import kinds
from anlan.risks.domain.patrolling import density_of
from anlan.risks.domain.sites import SiteState
from anlan.risks.events import PatrolsThickened
from anlan.risks.models import HazardSite
from anlan.risks.services.patrols import next_due
from anlan.support import journal, rights
from anlan.support.tables import load_table

_AT_ONCE: Final = 500


@transaction.atomic
def plan_patrols(*, actor: Actor, now: datetime) -> int:
    """Give sites that have no next patrol yet one, counted from now, some hundreds at once; return how many."""
    rights.require(actor, "risks.register", NATION)
    open_sites = HazardSite.objects.exclude(state=SiteState.ELIMINATED).filter(patrol_due_at=None)
    rows = list(open_sites.defer("area").select_for_update(skip_locked=True).order_by("id")[:_AT_ONCE])
    for row in rows:
        row.patrol_due_at = next_due(row, now)
    HazardSite.objects.bulk_update(rows, ["patrol_due_at"])
    return len(rows)


@transaction.atomic
def thicken_patrols(*, regions: Iterable[str], kind: str, level: Level, actor: Actor, now: datetime) -> int:
    """Let sites that rain moves be patrolled sooner after a warning; return how many.

    A graver warning that stands already is not made lighter, and a patrol that is due sooner stays.
    """
    table = load_table("anlan.risks", "patrols")
    density = density_of(level, now, table)
    found = sorted(set(regions))
    for region in found:
        rights.require(actor, "risks.register", region)
    if density is None or kind not in table["warning"]["kinds"] or not found:
        return 0
    moved = [each.key for each in kinds().values() if each.on_rain]
    rows = HazardSite.objects.exclude(state=SiteState.ELIMINATED).filter(rights.lies_in(found), kind__in=moved)
    soon = Value(now + timedelta(hours=density.hours))
    count = rows.update(
        dense_hours=Least(Coalesce(F("dense_hours"), Value(density.hours)), Value(density.hours)),
        dense_until=Greatest(Coalesce(F("dense_until"), Value(density.until)), Value(density.until)),
        patrol_due_at=Least(Coalesce(F("patrol_due_at"), soon), soon),
    )
    if count:
        event = PatrolsThickened(
            subject=f"patrols:{found[0]}",
            region=found[0],
            level=int(level),
            count=count,
            hours=density.hours,
            until=density.until,
        )
        journal.announce(event, actor=actor, now=now)
    return count


@transaction.atomic
def forget_densities(*, actor: Actor, now: datetime) -> int:
    """Take back the densities of warnings whose time is over, so that a later, lighter warning counts by itself."""
    rights.require(actor, "risks.register", NATION)
    return HazardSite.objects.filter(dense_until__lte=now).update(dense_hours=None, dense_until=None)
