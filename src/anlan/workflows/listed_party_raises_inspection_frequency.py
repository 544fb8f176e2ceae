"""A party is listed as seriously dishonest -> its enterprise is inspected more often while it is listed."""

from datetime import date, datetime

from anlan.enforcement import api as enforcement
from anlan.kernel.actors import Actor
from anlan.supervision import api as supervision

ON = enforcement.PartyListed


def run(event: enforcement.PartyListed, *, actor: Actor, now: datetime) -> None:
    """Remember the listing where the case knows its enterprise."""
    if event.object_id is not None:
        until = date.fromisoformat(event.until)
        supervision.note_credit(case_id=event.case_id, object_id=event.object_id, until=until, now=now)
