"""A risk point was judged graver than before -> its enterprise's contact is told; not of a first judgement."""

from datetime import datetime

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import SYSTEM, Actor
from anlan.notices import api as notices

ON = enterprises.RiskPointKept


def run(event: enterprises.RiskPointKept, *, actor: Actor, now: datetime) -> None:
    """Tell the contact."""
    before = int(event.before.get("level", 0))
    if not 0 < before < event.level:
        return
    firm = enterprises.enterprise(SYSTEM, event.enterprise_id)
    if firm.contact is None:
        return
    note = notices.Note(
        kind="risk_point_graver",
        about=f"risk_point:{event.point_id}:{actor.cause}",
        subject=event.subject,
        region=event.region,
        url=f"/enterprises/{firm.id}/risks/",
        facts={"firm": firm.name, "name": event.title, "before": str(before), "after": str(event.level)},
        persons=(firm.contact.id,),
        is_exercise=event.exercise,
    )
    notices.tell_persons(notes=[note], actor=actor, now=now)
