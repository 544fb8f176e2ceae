"""The demonstration's investigations: marked when they are put in, and taken out as a whole."""

from uuid import UUID

from django.db import transaction

from anlan.investigations.models import Investigation
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed


def mark_demonstration(*, investigation_id: UUID, actor: Actor) -> None:
    """Mark an investigation as invented."""
    _only_the_platform(actor)
    Investigation.objects.filter(id=investigation_id).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the invented investigations out with everything that belongs to them."""
    _only_the_platform(actor)
    Investigation.objects.filter(is_demo=True).delete()


def _only_the_platform(actor: Actor) -> None:
    if not actor.is_system:
        raise NotAllowed(right="investigations.handle", region="")
