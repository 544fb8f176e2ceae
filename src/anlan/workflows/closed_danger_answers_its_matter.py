"""A hidden danger that was told of is written off -> the department's answer goes to the matter in the inbox."""

from datetime import datetime
from uuid import UUID

from anlan.dangers import api as dangers
from anlan.intake import api as intake
from anlan.kernel.actors import Actor

ON = dangers.DangerClosed


def run(event: dangers.DangerClosed, *, actor: Actor, now: datetime) -> None:
    """Answer the forwarding that still waits, so that who told it is asked whether it was settled."""
    if not event.source_id.startswith("matter:"):
        return
    words = dangers.answer_of_closed(event)
    for forwarding in intake.forwardings_of(UUID(event.source_id.removeprefix("matter:"))):
        if forwarding.is_open:
            intake.answer_forwarding(forwarding_id=forwarding.id, answer=words, actor=actor, now=now)
