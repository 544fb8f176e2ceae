"""What all acts on editions share: the locked row, and the event that tells of it."""

from typing import Any, TypeVar
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.plans import events
from anlan.plans.models import PlanEdition
from anlan.support.rights import require_visible

_Event = TypeVar("_Event", bound=events.PlanEvent)


def locked(plan_id: UUID, actor: Actor) -> PlanEdition:
    """Return an edition, locked until the act ends; outside the actor's regions it is as if there were none."""
    row = PlanEdition.objects.select_for_update().filter(id=plan_id).first()
    if row is None:
        raise NotFound(what="plan")
    require_visible(actor, "plans.see", row.region, "plan")
    return row


def told(event: type[_Event], row: PlanEdition, **more: Any) -> _Event:
    """Return the event about an edition."""
    return event(
        subject=events.plan_subject(row.id),
        region=row.region,
        name=row.name,
        edition=row.edition,
        version=row.version,
        **more,
    )
