"""Grading and closing incidents, and what belongs to them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.incidents.domain.states import IncidentAct, IncidentState, after
from anlan.incidents.events import GradeChanged, IncidentClosed
from anlan.incidents.models import Incident, IncidentLink
from anlan.incidents.services.counting import regrade_count
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.levels import Level
from anlan.support import journal, rights

_LONGEST_NOTE = 500


@transaction.atomic
def change_grade(*, incident_id: UUID, grade: Level, reason: str, actor: Actor, now: datetime) -> None:
    """Give an incident another grade and say why."""
    incident = step(incident_id, IncidentAct.CHANGE_GRADE, actor)
    if grade not in tuple(Level)[1:] or grade == incident.grade:
        raise InvalidValue(field="grade", value=int(grade), rule="another_legal_grade")
    reason = checked_note("reason", reason)
    previous, incident.grade = incident.grade, int(grade)
    incident.save(update_fields=["grade"])
    regrade_count(incident)
    event = GradeChanged(**named(incident), previous_grade=previous, reason=reason)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def close_incident(*, incident_id: UUID, note: str, actor: Actor, now: datetime) -> None:
    """Close an incident whose danger is over, with a word on its outcome."""
    incident = step(incident_id, IncidentAct.CLOSE, actor)
    incident.closing_note = checked_note("note", note)
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


def checked_note(field: str, text: str) -> str:
    """Return a short text without blanks around it, or refuse an empty or overlong one."""
    text = text.strip()
    if not text or len(text) > _LONGEST_NOTE:
        raise InvalidValue(field=field, value=text[:_LONGEST_NOTE], rule="1_to_500_characters")
    return text
