"""A higher level's responses are recorded with their source."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command.domain.responses import checked_text
from anlan.command.events import UpperResponseRecorded
from anlan.command.models import UpperResponse
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import lies_within, normalise
from anlan.support import journal, rights


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperResponseFact:
    """What a higher level has started, and from where we know it."""

    incident_id: UUID
    upper_region: str
    issuer: str
    level: Level
    started_at: datetime
    source: str
    note: str = ""


@transaction.atomic
def record_upper_response(*, fact: UpperResponseFact, actor: Actor, now: datetime) -> UUID:
    """Record a higher level's response to the incident; recording the same again changes nothing."""
    incident = incidents.incident(actor, fact.incident_id)
    rights.require(actor, "command.record_upper_response", incident.region)
    _check_upper(fact, incident.region, now)
    row, is_new = UpperResponse.objects.get_or_create(
        incident_id=incident.id,
        issuer=fact.issuer.strip(),
        level=int(fact.level),
        defaults={
            "region": incident.region,
            "upper_region": fact.upper_region,
            "is_exercise": incident.is_exercise,
            "started_at": fact.started_at,
            "source": fact.source.strip(),
            "note": fact.note.strip(),
            "recorded_by": actor.name,
            "recorded_at": now,
        },
    )
    if is_new:
        event = UpperResponseRecorded(
            subject=f"incident:{incident.id}",
            region=incident.region,
            incident_id=incident.id,
            exercise=incident.is_exercise,
            upper_response_id=row.id,
            upper_region=row.upper_region,
            issuer=row.issuer,
            level=row.level,
            started_at=row.started_at,
        )
        journal.announce(event, actor=actor, now=now)
    return row.id


def _check_upper(fact: UpperResponseFact, region: str, now: datetime) -> None:
    upper = normalise(fact.upper_region)
    if upper == region or not lies_within(region, upper):
        raise InvalidValue(field="upper_region", value=fact.upper_region, rule="above_the_incident")
    if fact.level is Level.NONE:
        raise InvalidValue(field="level", value="none", rule="level_1_to_4")
    if fact.started_at > now:
        raise InvalidValue(field="started_at", value=fact.started_at.isoformat(), rule="not_in_the_future")
    checked_text("issuer", fact.issuer)
    checked_text("source", fact.source)
