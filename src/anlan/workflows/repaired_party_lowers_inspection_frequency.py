"""A party's credit is repaired -> plans made afterwards count the listing no more."""

from datetime import datetime

from anlan.enforcement import api as enforcement
from anlan.kernel.actors import Actor
from anlan.supervision import api as supervision

ON = enforcement.PartyRepaired


def run(event: enforcement.PartyRepaired, *, actor: Actor, now: datetime) -> None:
    """Forget the listing of the case."""
    supervision.note_repair(case_id=event.case_id, now=now)
