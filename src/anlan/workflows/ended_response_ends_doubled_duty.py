"""An ended response -> the duty is as usual again; who was put on the roster stays there."""

from datetime import datetime

from anlan.command import api as command
from anlan.duty import api as duty
from anlan.kernel.actors import Actor

ON = command.ResponseEnded


def run(event: command.ResponseEnded, *, actor: Actor, now: datetime) -> None:
    """Take the doubling out of the calendar."""
    duty.end_occasion(source=f"response:{event.response_id}", actor=actor, now=now)
