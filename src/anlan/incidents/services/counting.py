"""Keeping what statistics count in step with incidents."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from anlan.incidents.domain.statistics import figures_counted
from anlan.incidents.models import Incident, IncidentCount
from anlan.incidents.selectors.situation import latest_figures, stated, totals_of
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.regions import RegionLevel, at_level

_AT_A_TIME = 100


def count_incident(incident: Incident, values: Mapping[str, Decimal]) -> None:
    """Keep how an incident counts, with its totals; an exercise counts nowhere."""
    if incident.is_exercise:
        return
    counted = {
        "region": incident.region,
        "unit": at_level(incident.region, RegionLevel.COUNTY),
        "kind_group": incident.event_kind[:3],
        "grade": int(incident.grade),
        "month": in_china(incident.happened_at).date().replace(day=1),
        "is_counted": True,
        **figures_counted(values),
    }
    IncidentCount.objects.update_or_create(incident=incident, defaults=counted)


def regrade_count(incident: Incident) -> None:
    """Keep an incident's new grade among what is counted."""
    IncidentCount.objects.filter(incident=incident).update(grade=int(incident.grade))


@transaction.atomic
def count_the_uncounted(*, actor: Actor, now: datetime) -> int:
    """Count the totals of incidents from before statistics were kept; return how many."""
    waiting = IncidentCount.objects.select_for_update(skip_locked=True).filter(is_counted=False)
    rows = list(waiting.select_related("incident").order_by("incident")[:_AT_A_TIME])
    for row in rows:
        totals = totals_of(stated(latest_figures(row.incident_id)))
        count_incident(row.incident, {key: total.value for key, total in totals.items()})
    return len(rows)
