"""A patrol found a hazard site worse -> an alarm on the duty desk, and all who answer for the site are told by name.

A patrol that found it better eases the alarm; a person closes it.
"""

from datetime import datetime
from uuid import UUID

from anlan.alarms import api as alarms
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.levels import Level
from anlan.notices import api as notices
from anlan.places import api as places
from anlan.risks import api as risks

ON = risks.SitePatrolled
_FAMILY = "site_worse"


def run(event: risks.SitePatrolled, *, actor: Actor, now: datetime) -> None:
    """Let the alarm follow the site's state; tell those who answer where it became worse."""
    before, level = Level(risks.state_level(event.before)), Level(risks.state_level(event.state))
    if level == before:
        return
    site = risks.site(SYSTEM, UUID(event.subject.partition(":")[2]))
    told = alarms.Standing(
        family=_FAMILY,
        label=f"{site.name} {site.code}",
        region=site.region,
        before=before,
        level=level,
        at=now,
        location=(site.longitude, site.latitude),
        is_exercise=event.exercise,
    )
    alarms.follow_standing(told=told, actor=actor, now=now)
    if level > before:
        note = notices.Note(
            kind=f"site_{event.state}",
            about=f"{event.subject}:{actor.cause}",
            subject=event.subject,
            region=site.region,
            url=f"/risks/sites/{site.id}/",
            facts={"name": site.name, "place": places.full_name(site.region), "note": event.note},
            persons=answering(site.id),
            is_exercise=event.exercise,
        )
        notices.tell_persons(notes=[note], actor=actor, now=now)


def answering(site_id: UUID) -> tuple[UUID, ...]:
    """Return all persons who answer for a site, in whatever role."""
    return tuple(person.id for persons in risks.duties_of(site_id).values() for person in persons)
