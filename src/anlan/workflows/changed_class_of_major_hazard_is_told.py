"""A major hazard's class became graver -> its enterprise's contact is told; by measured stock an alarm follows too.

A class that a person entered is known to the person: it raises none.
"""

from datetime import datetime
from typing import Final

from anlan.alarms import api as alarms
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.levels import Level
from anlan.major_hazards import api as hazards
from anlan.notices import api as notices

ON = hazards.ClassChanged
_FAMILY: Final = "major_hazard_worse"
_LEVELS: Final = {1: Level.RED, 2: Level.ORANGE, 3: Level.YELLOW, 4: Level.BLUE}


def run(event: hazards.ClassChanged, *, actor: Actor, now: datetime) -> None:
    """Let the alarm follow the class that measured stock makes; tell the contact of a graver one."""
    before, after = _LEVELS.get(event.before, Level.NONE), _LEVELS.get(event.after, Level.NONE)
    unit, firm = hazards.unit(SYSTEM, event.unit_id), enterprises.enterprise(SYSTEM, event.enterprise_id)
    if event.cause == hazards.Cause.SERIES:
        told = alarms.Standing(
            family=_FAMILY,
            label=f"{firm.name} {unit.name}",
            region=event.region,
            before=before,
            level=after,
            at=now,
            location=(unit.longitude, unit.latitude),
            is_exercise=event.exercise,
        )
        alarms.follow_standing(told=told, actor=actor, now=now)
    if after > before and firm.contact:
        note = notices.Note(
            kind=_FAMILY,
            about=f"{event.subject}:{actor.cause}",
            subject=event.subject,
            region=event.region,
            url=f"/major-hazards/{unit.id}/",
            facts={"firm": firm.name, "name": unit.name, "before": str(event.before), "after": str(event.after)},
            persons=(firm.contact.id,),
            is_exercise=event.exercise,
        )
        notices.tell_persons(notes=[note], actor=actor, now=now)
