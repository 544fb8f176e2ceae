"""Finding that an incident is reported whatever its grade."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.reporting.domain.deadlines import Start
from anlan.reporting.domain.errors import TraitKnown
from anlan.reporting.domain.reports import checked
from anlan.reporting.events import TraitFound
from anlan.reporting.models import IncidentTrait
from anlan.reporting.services.clocks import start_clocks
from anlan.support import journal, locks, rights

TRAITS: Final = ("foreigners", "military", "sensitive")


@transaction.atomic
def find_trait(*, incident_id: UUID, trait: str, note: str, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Write down what lifts an incident past the grades, a trait of ``TRAITS``; return the clocks that it starts."""
    incident = incidents.incident(actor, incident_id)
    rights.require(actor, "reporting.keep_clocks", incident.region)
    if trait not in TRAITS:
        raise InvalidValue(field="trait", value=trait[:20], rule="foreigners_military_or_sensitive")
    note = checked("note", note, 200)
    locks.hold(f"reporting:clocks:{incident.id}")
    if IncidentTrait.objects.filter(incident_id=incident.id, trait=trait).exists():
        raise TraitKnown
    found = {"note": note, "found_by": actor.name, "found_at": now}
    IncidentTrait.objects.create(incident_id=incident.id, trait=trait, **found)
    event = TraitFound(
        subject=f"incident:{incident.id}",
        region=incident.region,
        incident_id=incident.id,
        exercise=incident.is_exercise,
        trait=trait,
        note=note,
    )
    journal.announce(event, actor=actor, now=now)
    return start_clocks(incident_id=incident.id, start=Start.TRAIT, actor=actor, now=now)
