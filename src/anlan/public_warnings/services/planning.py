"""Planning a round of calls, and ending calls whose warning is over."""

from datetime import datetime
from uuid import UUID

from anlan.kernel.levels import Level
from anlan.public_warnings.domain.calling import TaskState, limits_for
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.models import CallRound, CallTask, Delivery, Transmission


def plan_calls(transmission: Transmission, now: datetime) -> None:
    """Store the round of calls, with the limits that hold from now on; the next tick begins it."""
    limits = limits_for(Level(transmission.level))
    calling = [each["key"] for each in transmission.channels if channel(each["key"]).calls_people]
    CallRound.objects.create(
        transmission=transmission,
        warning_id=transmission.warning_id,
        region=transmission.region,
        channel=calling[0] if calling else "",
        minutes=limits.minutes,
        tries=limits.tries,
        limits_edition=limits.edition,
        planned_at=now,
    )


def end_calls(warning_id: UUID, now: datetime) -> None:
    """End a warning's open calls and what still waits to be sent for them."""
    CallRound.objects.filter(warning_id=warning_id, ended_at=None).update(ended_at=now)
    open_states = (TaskState.CALLING, TaskState.HANDED_UP)
    CallTask.objects.filter(warning_id=warning_id, state__in=open_states).update(
        state=TaskState.ENDED, deadline_at=None
    )
    Delivery.objects.filter(warning_id=warning_id, state="waiting").exclude(call_step=None).update(state="cancelled")
