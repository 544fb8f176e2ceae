"""A hazard site's class became graver on the register -> those who answer for it are told by name.

Nothing happened at the site itself, so no alarm is raised.
"""

from datetime import datetime
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.notices import api as notices
from anlan.places import api as places
from anlan.risks import api as risks
from anlan.workflows.patrolled_site_became_worse import answering

ON = risks.SiteChanged


def run(event: risks.SiteChanged, *, actor: Actor, now: datetime) -> None:
    """Tell them where the change made the class graver."""
    if not event.graver:
        return
    site_id = UUID(event.subject.partition(":")[2])
    before, after = event.graver
    note = notices.Note(
        kind="site_graver",
        about=f"{event.subject}:{actor.cause}",
        subject=event.subject,
        region=event.region,
        url=f"/risks/sites/{site_id}/",
        facts={"name": event.name, "place": places.full_name(event.region), "before": before, "after": after},
        persons=answering(site_id),
        is_exercise=event.exercise,
    )
    notices.tell_persons(notes=[note], actor=actor, now=now)
