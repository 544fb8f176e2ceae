"""The demonstration's plans."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.plans.domain.states import PlanState
from anlan.plans.domain.text import PlanText
from anlan.plans.domain.text_rules import check
from anlan.plans.models import PlanEdition
from anlan.plans.services.clocks import start_clocks
from anlan.plans.services.drafting import columns_of
from anlan.support import rights


@transaction.atomic
def put_demonstration(*, plan_id: UUID, text: PlanText, region: str, actor: Actor, now: datetime) -> bool:
    """Put a plan of the demonstration into force as its first edition, if the region has none; tell whether it did."""
    rights.require_platform(actor, region=region)
    if PlanEdition.objects.filter(key=text.key, region=region, is_demo=False).exists():
        return False
    check(text)
    values = {
        **columns_of(text),
        "region": region,
        "version": 1,
        "state": PlanState.IN_FORCE,
        "author_id": actor.id,
        "author_name": actor.name,
        "drafted_at": now,
        "approver_name": actor.name,
        "approved_at": now,
        "is_demo": True,
    }
    row, _ = PlanEdition.objects.update_or_create(id=plan_id, defaults=values)
    start_clocks(row, now)
    return True


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's plans out; editions that people approved stay."""
    rights.require_platform(actor)
    PlanEdition.objects.filter(is_demo=True).delete()
