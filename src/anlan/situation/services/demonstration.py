"""The invented report of the demonstration."""

from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed
from anlan.situation.models import JudgementReport


@transaction.atomic
def mark_demonstration(*, report_id: UUID, actor: Actor) -> None:
    """Mark a report as invented."""
    _only_the_platform(actor)
    JudgementReport.objects.filter(id=report_id).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the invented reports out, signed or not."""
    _only_the_platform(actor)
    JudgementReport.objects.filter(is_demo=True).delete()


def _only_the_platform(actor: Actor) -> None:
    if not actor.is_system:
        raise NotAllowed(right="situation.write", region="")
