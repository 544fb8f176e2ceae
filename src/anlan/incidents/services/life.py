"""Opening, grading and closing incidents."""

from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import Max

from anlan.incidents.domain.errors import IncidentExists
from anlan.incidents.domain.kinds import check_kind, kinds_of
from anlan.incidents.domain.opening import NewIncident, check_opening
from anlan.incidents.domain.states import IncidentAct, IncidentState, after
from anlan.incidents.events import GradeChanged, IncidentClosed, IncidentOpened
from anlan.incidents.models import Incident, IncidentLink
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.ids import new_id
from anlan.kernel.levels import Level
from anlan.support import journal, locks, rights
from anlan.support.tables import load_table

_LONGEST_NOTE = 500


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


@transaction.atomic
def change_grade(*, incident_id: UUID, grade: Level, reason: str, actor: Actor, now: datetime) -> None:
    """Give an incident another grade and say why."""
    incident = step(incident_id, IncidentAct.CHANGE_GRADE, actor)
    if grade not in tuple(Level)[1:] or grade == incident.grade:
        raise InvalidValue(field="grade", value=int(grade), rule="another_legal_grade")
    reason = _checked_note("reason", reason)
    previous, incident.grade = incident.grade, int(grade)
    incident.save(update_fields=["grade"])
    event = GradeChanged(**named(incident), previous_grade=previous, reason=reason)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def close_incident(*, incident_id: UUID, note: str, actor: Actor, now: datetime) -> None:
    """Close an incident whose danger is over, with a word on its outcome."""
    incident = step(incident_id, IncidentAct.CLOSE, actor)
    incident.closing_note = _checked_note("note", note)
    incident.state = after(IncidentState(incident.state), IncidentAct.CLOSE).value
    incident.closed_by, incident.closed_at = actor.name, now
    incident.save()
    event = IncidentClosed(**named(incident), note=incident.closing_note)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def link_subject(*, incident_id: UUID, subject: str, actor: Actor, now: datetime) -> None:
    """Let what the journal calls ``subject`` stand on the incident's timeline; a second time changes nothing."""
    incident = locked(incident_id)
    rights.require_visible(actor, "incidents.see", incident.region, what="incident")
    rights.require(actor, "incidents.open", incident.region)
    IncidentLink.objects.get_or_create(incident=incident, subject=subject, defaults={"linked_at": now})


def locked(incident_id: UUID) -> Incident:
    """Return the incident, locked for the transaction; refuse where there is none."""
    incident = Incident.objects.select_for_update().filter(id=incident_id).first()
    if incident is None:
        raise NotFound(what="incident")
    return incident


def step(incident_id: UUID, act: IncidentAct, actor: Actor) -> Incident:
    """Return the locked incident where its state and the actor's rights allow ``act``."""
    incident = locked(incident_id)
    rights.require_visible(actor, "incidents.see", incident.region, what="incident")
    rights.require(actor, f"incidents.{act}", incident.region)
    after(IncidentState(incident.state), act)
    return incident


def named(incident: Incident) -> dict[str, object]:
    """Return what every event of the incident says."""
    return {
        "subject": f"incident:{incident.id}",
        "region": incident.region,
        "incident_id": incident.id,
        "exercise": incident.is_exercise,
        "number": incident.number,
        "event_kind": incident.event_kind,
        "title": incident.title,
        "grade": incident.grade,
    }


def _checked_note(field: str, text: str) -> str:
    text = text.strip()
    if not text or len(text) > _LONGEST_NOTE:
        raise InvalidValue(field=field, value=text[:_LONGEST_NOTE], rule="1_to_500_characters")
    return text
