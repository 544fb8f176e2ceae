"""Where a plan stands in the chain: the plans above it and those below that follow it."""

from dataclasses import dataclass

from django.db.models import Q

from anlan.kernel.regions import lineage
from anlan.plans.domain.states import PlanState
from anlan.plans.models import PlanEdition
from anlan.plans.selectors.plans import Plan, PlanRow, row_of

_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The plans in force that an edition follows, from the highest region down, and those that follow it."""

    above: tuple[PlanRow, ...]
    below: tuple[PlanRow, ...]


def chain_of(plan: Plan) -> Chain:
    """Return the chain of a plan: the same plan (or the one it names) above it, the overall plans, and those below."""
    names = {plan.key, plan.text.upper} - {""}
    above = PlanEdition.objects.filter(state=PlanState.IN_FORCE, region__in=lineage(plan.region)).exclude(id=plan.id)
    above = above.filter(Q(key__in=names) | Q(category="overall")).exclude(key=plan.key, region=plan.region)
    below = PlanEdition.objects.filter(
        Q(key=plan.key) | Q(text__upper=plan.key), state=PlanState.IN_FORCE, region__startswith=plan.region
    ).exclude(key=plan.key, region=plan.region)
    return Chain(
        above=tuple(row_of(row) for row in above.defer("text").order_by("region", "category", "key")),
        below=tuple(row_of(row) for row in below.defer("text").order_by("region", "key")[:_MOST]),
    )
