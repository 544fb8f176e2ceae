"""A plan put out of force -> the library finds it and its cards no more."""

from datetime import datetime
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.knowledge import api as knowledge
from anlan.plans import api as plans

ON = plans.PlanAbolished


def run(event: plans.PlanAbolished, *, actor: Actor, now: datetime) -> None:
    """Withdraw what the library holds of it, with the reason."""
    plan_id = UUID(event.subject.removeprefix("plan:"))
    knowledge.drop_plan(plan_id=plan_id, reason=event.reason, actor=actor, now=now)
