"""The demonstration's runs: marked when they are made, and taken out as a whole."""

from uuid import UUID

from django.db import transaction

from anlan.analysis.models import Reliance, Run
from anlan.analysis.selectors.scope import RUN
from anlan.kernel.actors import Actor
from anlan.support import rights


def mark_demonstration(*, run_id: UUID, actor: Actor) -> None:
    """Mark a run as one of the demonstration."""
    rights.require_platform(actor, RUN)
    Run.objects.filter(id=run_id).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's runs out; one that somebody has run again or relied on stays."""
    rights.require_platform(actor, RUN)
    used = Reliance.objects.values("run_id")
    again = Run.objects.filter(previous_id__isnull=False).values("previous_id")
    Run.objects.filter(is_demo=True).exclude(id__in=used).exclude(id__in=again).delete()
