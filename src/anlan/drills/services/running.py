"""Starting a drill on its exercise incident, stopping and resuming its clock, ending it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command import api as command
from anlan.drills.domain.errors import AnotherDrillRuns
from anlan.drills.domain.states import DrillAct, DrillState
from anlan.drills.events import DrillEnded, DrillPaused, DrillResumed, DrillStarted
from anlan.drills.models import Drill
from anlan.drills.services.telling import announce, checked, controlled
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.ids import new_id
from anlan.kernel.regions import lies_within
from anlan.support import locks

_UNDER_WAY = (DrillState.RUNNING.value, DrillState.PAUSED.value)


@transaction.atomic
def start_drill(*, drill_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Start an approved drill: its clock runs and its exercise incident is opened; return the incident's id."""
    row = controlled(drill_id, DrillAct.START, actor)
    locks.hold("drills:start")
    _refuse_second(row)
    row.started_at, row.incident_id = now, new_id()
    row.save()
    entry = announce(DrillStarted, row, actor, now, form=row.form, plan_name=row.plan_name)
    new = incidents.NewIncident(
        id=row.incident_id,
        kind=row.event_kind,
        title=row.title,
        region=row.region,
        place_text=row.place_text,
        location=(row.location.x, row.location.y) if row.location else None,
        happened_at=now,
        learned_at=now,
        is_exercise=True,
    )
    return incidents.open_incident(new=new, actor=SYSTEM.because(entry), now=now)


def _refuse_second(row: Drill) -> None:
    """Refuse a drill where another runs: what is done without an incident could belong to either."""
    for other in Drill.objects.filter(state__in=_UNDER_WAY).exclude(id=row.id):
        if lies_within(other.region, row.region) or lies_within(row.region, other.region):
            raise AnotherDrillRuns(title=other.title)


@transaction.atomic
def pause_drill(*, drill_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Stop the drill's clock and say why; nothing is released until it is resumed."""
    row = controlled(drill_id, DrillAct.PAUSE, actor)
    note = checked("reason", reason)
    row.pauses = [*row.pauses, [now.isoformat(), None]]
    row.save()
    announce(DrillPaused, row, actor, now, note=note)


@transaction.atomic
def resume_drill(*, drill_id: UUID, actor: Actor, now: datetime) -> None:
    """Let the drill's clock run again."""
    row = controlled(drill_id, DrillAct.RESUME, actor)
    _close_pause(row, now)
    row.save()
    announce(DrillResumed, row, actor, now)


def _close_pause(row: Drill, now: datetime) -> None:
    if row.pauses and row.pauses[-1][1] is None:
        row.pauses = [*row.pauses[:-1], [row.pauses[-1][0], now.isoformat()]]


@transaction.atomic
def end_drill(*, drill_id: UUID, reason: str, actor: Actor, now: datetime) -> int:
    """End a drill and call off what it left open: response, orders, incident; return how many orders that were."""
    row = controlled(drill_id, DrillAct.END, actor)
    row.end_reason = checked("reason", reason)
    _close_pause(row, now)
    row.ended_at = now
    row.save()
    undone = [each for each in command.orders_of(SYSTEM, _incident(row), now) if each.state in command.UNDONE_ORDERS]
    entry = announce(DrillEnded, row, actor, now, note=row.end_reason, orders_cancelled=len(undone))
    _wind_up(row, [each.id for each in undone], SYSTEM.because(entry), now)
    return len(undone)


def _wind_up(row: Drill, order_ids: list[UUID], actor: Actor, now: datetime) -> None:
    """End the exercise's response, orders and incident on behalf of whoever ended the drill."""
    incident_id, reason = _incident(row), row.end_reason
    for order_id in order_ids:
        command.cancel_order(order_id=order_id, reason=reason, actor=actor, now=now)
    for response in command.responses_of(actor, incident_id):
        if response.is_running:
            command.end_response(response_id=response.id, reason=reason, actor=actor, now=now)
        elif response.state is command.ResponseState.PROPOSED:
            command.decline_proposal(response_id=response.id, reason=reason, actor=actor, now=now)
    if incidents.incident(actor, incident_id).is_open:
        incidents.close_incident(incident_id=incident_id, note=reason, actor=actor, now=now)


def _incident(row: Drill) -> UUID:
    if row.incident_id is None:
        raise RuntimeError("a drill that has begun has an incident")
    return row.incident_id
