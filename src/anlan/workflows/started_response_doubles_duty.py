"""A signed response -> the duty rooms of its region are doubled, from the level on that the table says."""

from datetime import datetime

from anlan.command import api as command
from anlan.duty import api as duty
from anlan.kernel.actors import Actor

ON = command.ResponseStarted


def run(event: command.ResponseStarted, *, actor: Actor, now: datetime) -> None:
    """Add the places that doubled duty wants; an exercise touches no roster."""
    if not event.exercise:
        named = {"response_id": event.response_id, "region": event.region, "level": event.level}
        duty.double_for_response(**named, name=event.plan_title, actor=actor, now=now)
