"""A signed response -> the tasks of its plan go out as orders with deadlines."""

from datetime import datetime

from anlan.command import api as command
from anlan.kernel.actors import Actor

ON = command.ResponseStarted


def run(event: command.ResponseStarted, *, actor: Actor, now: datetime) -> None:
    """Issue the level's tasks to the organisations, townships and teams that they name."""
    command.issue_orders_by_plan(response_id=event.response_id, actor=actor, now=now)
