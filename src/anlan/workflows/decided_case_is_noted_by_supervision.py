"""A penalty was decided against an enterprise -> it counts in how often the enterprise is inspected."""

from datetime import datetime

from anlan.enforcement import api as enforcement
from anlan.kernel.actors import Actor
from anlan.supervision import api as supervision

ON = enforcement.CaseMoved


def run(event: enforcement.CaseMoved, *, actor: Actor, now: datetime) -> None:
    """Note the penalty of a known enterprise."""
    if event.state == enforcement.CaseState.DECIDED and event.object_id is not None:
        supervision.note_penalty(case_id=event.case_id, object_id=event.object_id, now=now)
