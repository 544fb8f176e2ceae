"""Drills of the demonstration, put in and taken out as a whole."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from anlan.drills.domain.states import DrillState
from anlan.drills.models import Drill
from anlan.kernel.actors import Actor
from anlan.support import rights

_NOT_BEGUN = (DrillState.PLANNED.value, DrillState.APPROVED.value, DrillState.CANCELLED.value)


@transaction.atomic
def remove_demonstration_drills(*, tokens: Iterable[UUID], actor: Actor) -> int:
    """Take out the drills that were planned with these tokens; one that has begun stays. Return how many went."""
    rights.require_platform(actor, "drills.remove_demonstration")
    rows = Drill.objects.filter(token__in=tuple(tokens), state__in=_NOT_BEGUN)
    count = rows.count()
    rows.delete()
    return count
