"""Opening incidents."""

from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import Max

from anlan.incidents.domain.errors import IncidentExists
from anlan.incidents.domain.kinds import check_kind, kinds_of
from anlan.incidents.domain.opening import NewIncident, check_opening
from anlan.incidents.domain.relations import NewRelation, RelationKind
from anlan.incidents.domain.states import IncidentState
from anlan.incidents.events import IncidentOpened
from anlan.incidents.models import Incident, IncidentLink
from anlan.incidents.services.counting import count_incident
from anlan.incidents.services.life import named
from anlan.incidents.services.relations import link_incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.ids import new_id
from anlan.support import journal, locks, rights
from anlan.support.tables import load_table


@transaction.atomic
def open_incident(*, new: NewIncident, actor: Actor, now: datetime) -> UUID:
    """Open an incident and return its id; opening the same form twice opens one."""
    rights.require(actor, "incidents.open", new.region)
    check_kind(new.kind, kinds_of(load_table("anlan.incidents", "event_kinds")))
    check_opening(new, now)
    locks.hold("incidents:open")
    if new.id and Incident.objects.filter(id=new.id, opened_by=actor.name).exists():
        return new.id
    _refuse_second_for_an_alarm(new)
    incident = _stored(new, actor, now)
    count_incident(incident, {})
    subjects = [f"alarm:{alarm_id}" for alarm_id in dict.fromkeys(new.alarm_ids)]
    IncidentLink.objects.bulk_create(
        IncidentLink(incident=incident, subject=subject, linked_at=now) for subject in subjects
    )
    event = IncidentOpened(
        **named(incident),
        happened_at=incident.happened_at,
        learned_at=incident.learned_at,
        longitude=new.location[0] if new.location else None,
        latitude=new.location[1] if new.location else None,
        alarm_ids=tuple(dict.fromkeys(new.alarm_ids)),
    )
    journal.announce(event, actor=actor, now=now)
    if new.caused_by:
        chain = NewRelation(first_id=new.caused_by, second_id=incident.id, kind=RelationKind.SECONDARY)
        link_incidents(relation=chain, actor=actor, now=now)
    return incident.id


def _refuse_second_for_an_alarm(new: NewIncident) -> None:
    subjects = [f"alarm:{alarm_id}" for alarm_id in new.alarm_ids]
    taken = IncidentLink.objects.filter(subject__in=subjects, incident__state=IncidentState.OPEN.value)
    link = taken.select_related("incident").first()
    if link:
        raise IncidentExists(number=link.incident.number)


def _stored(new: NewIncident, actor: Actor, now: datetime) -> Incident:
    day = in_china(now).date()
    serial = (Incident.objects.filter(day=day).aggregate(last=Max("serial"))["last"] or 0) + 1
    return Incident.objects.create(
        id=new.id or new_id(),
        day=day,
        serial=serial,
        number=f"E{day:%Y%m%d}-{serial:03d}",
        event_kind=new.kind,
        title=new.title.strip(),
        region=new.region,
        place_text=new.place_text.strip(),
        location=Point(*new.location, srid=4326) if new.location else None,
        happened_at=new.happened_at,
        learned_at=new.learned_at,
        grade=new.grade,
        opened_by=actor.name,
        opened_at=now,
        is_exercise=new.is_exercise,
    )
