"""A hidden danger that was told of turns out to be none -> the matter in the inbox is answered with the reason."""

from datetime import datetime
from uuid import UUID

from anlan.dangers import api as dangers
from anlan.intake import api as intake
from anlan.kernel.actors import Actor

ON = dangers.DangerDismissed


def run(event: dangers.DangerDismissed, *, actor: Actor, now: datetime) -> None:
    """Answer the forwarding that still waits, so that the desk can rate or send it back."""
    if not event.source_id.startswith("matter:"):
        return
    words = dangers.answer_of_dismissed(event)
    for forwarding in intake.forwardings_of(UUID(event.source_id.removeprefix("matter:"))):
        if forwarding.is_open:
            intake.answer_forwarding(forwarding_id=forwarding.id, answer=words, actor=actor, now=now)
