"""A penalty fixed against an enterprise -> it is inspected more often."""

from datetime import datetime

from anlan.enforcement import api as enforcement
from anlan.kernel.actors import Actor
from anlan.supervision import api as supervision

ON = enforcement.PenaltyFixed


def run(event: enforcement.PenaltyFixed, *, actor: Actor, now: datetime) -> None:
    """Remember the penalty where the case knows its enterprise."""
    if event.object_id is not None:
        supervision.note_penalty(case_id=event.case_id, object_id=event.object_id, now=now)
