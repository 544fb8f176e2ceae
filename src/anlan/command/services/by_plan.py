"""Acts that follow the plan in force: proposing its level, issuing its tasks."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.command.models import Response
from anlan.command.selectors.by_plan import proposal_by_plan, tasks_by_plan
from anlan.command.services.orders import issue_planned_orders
from anlan.command.services.responses import propose_response
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound


@transaction.atomic
def propose_by_plan(*, incident_id: UUID, actor: Actor, now: datetime) -> UUID | None:
    """Propose what the plan in force calls for on the facts of now; nothing where it calls for nothing new."""
    incident = incidents.incident(actor, incident_id)
    if not incident.is_open:
        return None
    proposal = proposal_by_plan(incident, now)
    return propose_response(proposal=proposal, actor=actor, now=now) if proposal else None


@transaction.atomic
def issue_orders_by_plan(*, response_id: UUID, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Issue the tasks of a running response's plan to those whom they name, each once."""
    response = Response.objects.filter(id=response_id).first()
    if response is None:
        raise NotFound(what="response")
    return issue_planned_orders(response_id=response_id, tasks=tasks_by_plan(response, now), actor=actor, now=now)
