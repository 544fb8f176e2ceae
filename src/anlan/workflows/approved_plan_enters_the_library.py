"""An approved plan -> the library holds its parts and action cards in place of the older edition."""

from datetime import datetime
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.knowledge import api as knowledge
from anlan.plans import api as plans

ON = plans.PlanApproved


def run(event: plans.PlanApproved, *, actor: Actor, now: datetime) -> None:
    """Take the edition that came into force."""
    knowledge.take_plan(plan_id=UUID(event.subject.removeprefix("plan:")), actor=actor, now=now)
