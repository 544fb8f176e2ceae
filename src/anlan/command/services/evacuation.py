"""Setting how many are to be moved from a township, and reporting how many have been."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command.domain.evacuation import Count, EvacuationNumbers, EvacuationTarget, check_numbers, check_target
from anlan.command.events import EvacuationReported, EvacuationTargetSet
from anlan.command.models import Evacuation, EvacuationEntry
from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import RegionLevel, at_level, lies_within
from anlan.support import journal, locks, rights


@transaction.atomic
def set_evacuation_target(*, target: EvacuationTarget, actor: Actor, now: datetime) -> UUID:
    """Say how many are to be moved from a township and where to; earlier targets stay in the history."""
    rights.require(actor, "command.set_evacuation", target.region)
    check_target(target)
    incident = _incident(target.incident_id, target.region)
    line = _line(incident, target.region)
    if _is_known(line, target.token):
        return line.id
    line.planned_households, line.planned_persons = target.planned.households, target.planned.persons
    line.shelter = target.shelter.strip() or line.shelter
    line.save()
    _enter(line, target.planned, target, actor, now)
    event = EvacuationTargetSet(
        **_named(line), households=line.planned_households, persons=line.planned_persons, shelter=line.shelter
    )
    journal.announce(event, actor=actor, now=now)
    return line.id


@transaction.atomic
def report_evacuation(*, numbers: EvacuationNumbers, actor: Actor, now: datetime) -> UUID:
    """Report how many have been moved from a township; numbers of an earlier moment go to the history only."""
    rights.require(actor, "command.report_evacuation", numbers.region)
    incident = _incident(numbers.incident_id, numbers.region)
    line = _line(incident, numbers.region)
    if _is_known(line, numbers.token):
        return line.id
    check_numbers(numbers, planned=_planned(line), before=_moved(line), now=now)
    if line.as_of is None or numbers.as_of >= line.as_of:
        line.moved_households, line.moved_persons = numbers.moved.households, numbers.moved.persons
        line.as_of, line.note, line.reported_by = numbers.as_of, numbers.note.strip(), actor.name
        line.shelter = numbers.shelter.strip() or line.shelter
        line.save()
    _enter(line, numbers.moved, numbers, actor, now)
    event = EvacuationReported(
        **_named(line),
        households=numbers.moved.households,
        persons=numbers.moved.persons,
        planned_households=line.planned_households or 0,
        planned_persons=line.planned_persons or 0,
        as_of=numbers.as_of,
        shelter=line.shelter,
        note=numbers.note.strip(),
    )
    journal.announce(event, actor=actor, now=now)
    return line.id


def _incident(incident_id: UUID, region: str) -> IncidentRow:
    """Return the incident for a township near it, also where its officer may not see the whole incident."""
    incident = incidents.incident(SYSTEM, incident_id)
    if not lies_within(region, at_level(incident.region, RegionLevel.PREFECTURE)):
        raise InvalidValue(field="region", value=region, rule="in_the_incidents_prefecture")
    return incident


def _line(incident: IncidentRow, region: str) -> Evacuation:
    locks.hold(f"command:evacuation:{incident.id}:{region}")
    line, _ = Evacuation.objects.get_or_create(
        incident_id=incident.id,
        region=region,
        defaults={
            "incident_title": incident.title,
            "incident_region": incident.region,
            "is_exercise": incident.is_exercise,
        },
    )
    return line


def _is_known(line: Evacuation, token: UUID | None) -> bool:
    return token is not None and EvacuationEntry.objects.filter(evacuation=line, token=token).exists()


def _planned(line: Evacuation) -> Count | None:
    return None if line.planned_persons is None else Count(line.planned_households, line.planned_persons)


def _moved(line: Evacuation) -> Count | None:
    return None if line.moved_persons is None else Count(line.moved_households, line.moved_persons)


def _enter(
    line: Evacuation, count: Count, told: EvacuationTarget | EvacuationNumbers, actor: Actor, now: datetime
) -> None:
    EvacuationEntry.objects.create(
        evacuation=line,
        token=told.token,
        is_target=isinstance(told, EvacuationTarget),
        households=count.households,
        persons=count.persons,
        as_of=getattr(told, "as_of", now),
        shelter=told.shelter.strip(),
        note=told.note.strip(),
        reported_by=actor.name,
        reported_at=now,
    )


def _named(line: Evacuation) -> dict[str, object]:
    return {
        "subject": f"evacuation:{line.id}",
        "region": line.region,
        "incident_id": line.incident_id,
        "exercise": line.is_exercise,
    }
