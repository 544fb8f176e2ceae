"""The invented report of the demonstration."""

from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.situation.models import JudgementReport
from anlan.support import rights


@transaction.atomic
def mark_demonstration(*, report_id: UUID, actor: Actor) -> None:
    """Mark a report as invented."""
    rights.require_platform(actor, "situation.write")
    JudgementReport.objects.filter(id=report_id).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the invented reports out, signed or not."""
    rights.require_platform(actor, "situation.write")
    JudgementReport.objects.filter(is_demo=True).delete()
