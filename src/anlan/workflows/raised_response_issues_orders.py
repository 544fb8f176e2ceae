"""A response raised by signature -> the tasks of its new level go out as orders with deadlines."""

from datetime import datetime

from anlan.command import api as command
from anlan.kernel.actors import Actor

ON = command.ResponseRaised


def run(event: command.ResponseRaised, *, actor: Actor, now: datetime) -> None:
    """Issue the new level's tasks; those of the level before stay with whom they went to."""
    command.issue_orders_by_plan(response_id=event.response_id, actor=actor, now=now)
