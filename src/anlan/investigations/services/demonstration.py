"""The demonstration's investigations: marked when they are put in, and taken out as a whole."""

from uuid import UUID

from django.db import transaction

from anlan.investigations.models import Investigation
from anlan.kernel.actors import Actor
from anlan.support import rights


def mark_demonstration(*, investigation_id: UUID, actor: Actor) -> None:
    """Mark an investigation as invented."""
    rights.require_platform(actor, "investigations.handle")
    Investigation.objects.filter(id=investigation_id).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the invented investigations out with everything that belongs to them."""
    rights.require_platform(actor, "investigations.handle")
    Investigation.objects.filter(is_demo=True).delete()
