"""Questions about officers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import lineage
from anlan.supervision.domain.states import InspectionState
from anlan.supervision.models import Officer, Recusal
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """An officer with how many visits are planned and done, and what he or she keeps away from."""

    id: UUID
    name: str
    department: str
    region: str
    certificate: str
    valid_until: date
    is_active: bool
    person_id: UUID | None
    planned: int
    done: int
    recusals: tuple[tuple[UUID, str, str], ...]


def officers(actor: Actor, *, since: date | None = None) -> tuple[OfficerRow, ...]:
    """Return the officers whose region touches the actor's, with their load since a day."""
    seen = rights.regions_of(actor, "supervision.see")
    above = {code for region in seen for code in lineage(region)}
    of_time = Q(goings__inspection__planned_for__gte=since) if since else Q()
    not_done = (InspectionState.PLANNED.value, InspectionState.CALLED_OFF.value)
    planned = Q(goings__inspection__state=InspectionState.PLANNED.value)
    done = Q(goings__inspection__isnull=False) & ~Q(goings__inspection__state__in=not_done)
    rows = (
        Officer.objects.filter(rights.within(actor, "supervision.see") | Q(region__in=above))
        .annotate(
            planned_count=Count("goings", filter=planned & of_time), done_count=Count("goings", filter=done & of_time)
        )
        .order_by("department", "name", "id")
    )
    return _rows(list(rows))


def officer(actor: Actor, officer_id: UUID) -> OfficerRow:
    """Return one officer."""
    found = next((row for row in officers(actor) if row.id == officer_id), None)
    if found is None:
        raise NotFound(what="officer")
    return found


def able_officers(actor: Actor, region: str, day: date) -> tuple[OfficerRow, ...]:
    """Return the officers whose certificate is valid on a day and whose region holds ``region``."""
    places = set(lineage(region))
    return tuple(row for row in officers(actor) if row.is_active and row.valid_until >= day and row.region in places)


def _rows(rows: Iterable[Officer]) -> tuple[OfficerRow, ...]:
    found = list(rows)
    away: dict[UUID, list[tuple[UUID, str, str]]] = {}
    for each in Recusal.objects.filter(officer__in=found):
        away.setdefault(each.officer_id, []).append((each.object_id, each.object_name, each.reason))
    return tuple(
        OfficerRow(
            id=row.id,
            name=row.name,
            department=row.department,
            region=row.region,
            certificate=row.certificate,
            valid_until=row.valid_until,
            is_active=row.is_active,
            person_id=row.person_id,
            planned=getattr(row, "planned_count", 0),
            done=getattr(row, "done_count", 0),
            recusals=tuple(away.get(row.id, ())),
        )
        for row in found
    )
