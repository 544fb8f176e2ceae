"""A mine, pond or other special site changed its colour -> the alarm follows, its enterprise's contact is told."""

from datetime import datetime

from anlan.alarms import api as alarms
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.levels import Level
from anlan.major_hazards import api as hazards
from anlan.notices import api as notices

ON = hazards.ColourChanged
_FAMILY = "trade_site_worse"


def run(event: hazards.ColourChanged, *, actor: Actor, now: datetime) -> None:
    """Raise or ease the alarm; what is judged for the first time did not become worse."""
    before, after = Level(event.before), Level(event.after)
    if before is Level.NONE:
        return
    site, firm = hazards.site(SYSTEM, event.site_id), enterprises.enterprise(SYSTEM, event.enterprise_id)
    told = alarms.Standing(
        family=_FAMILY,
        label=f"{firm.name} {site.name}",
        region=event.region,
        before=before,
        level=after,
        at=now,
        location=(site.longitude, site.latitude),
        is_exercise=event.exercise,
    )
    alarms.follow_standing(told=told, actor=actor, now=now)
    if after > before and firm.contact:
        note = notices.Note(
            kind=_FAMILY,
            about=f"{event.subject}:{actor.cause}",
            subject=event.subject,
            region=event.region,
            url=f"/major-hazards/trades/{site.id}/",
            facts={"firm": firm.name, "name": site.name, "before": str(event.before), "after": str(event.after)},
            persons=(firm.contact.id,),
            is_exercise=event.exercise,
        )
        notices.tell_persons(notes=[note], actor=actor, now=now)
