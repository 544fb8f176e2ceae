"""Planning a round of calls, and ending calls whose warning is over."""

from datetime import datetime
from uuid import UUID

from anlan.kernel.levels import Level
from anlan.public_warnings.domain.calling import TaskState
from anlan.public_warnings.models import CallRound, CallTask, Delivery, Transmission
from anlan.public_warnings.selectors.called import calling_keys
from anlan.public_warnings.selectors.ladders import ladder_for


def plan_calls(transmission: Transmission, now: datetime) -> None:
    """Store the round of calls, with a copy of the ladder that holds from now on; the next tick begins it."""
    ladder = ladder_for(transmission.event_code, Level(transmission.level), transmission.region)
    calling = calling_keys(transmission)
    CallRound.objects.create(
        transmission=transmission,
        warning_id=transmission.warning_id,
        region=transmission.region,
        channel=calling[0] if calling else "",
        ladder=ladder.data(),
        ladder_edition=ladder.edition,
        planned_at=now,
    )


def end_calls(warning_id: UUID, now: datetime) -> None:
    """End a warning's open calls and what still waits to be sent for them."""
    CallRound.objects.filter(warning_id=warning_id, ended_at=None).update(ended_at=now)
    open_states = (TaskState.PLANNED, TaskState.CALLING, TaskState.HANDED_UP)
    CallTask.objects.filter(warning_id=warning_id, state__in=open_states).update(
        state=TaskState.ENDED, deadline_at=None
    )
    CallTask.objects.filter(warning_id=warning_id, state=TaskState.CONFIRMED).update(deadline_at=None)
    Delivery.objects.filter(warning_id=warning_id, state="waiting").exclude(call_step=None).update(
        state="cancelled", next_try_real=None
    )
