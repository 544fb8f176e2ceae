"""The demonstration's hidden dangers: marked, and removed whole."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from anlan.dangers.models import Danger
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed


def mark_demonstration(*, ids: Iterable[UUID], actor: Actor) -> None:
    """Mark hidden dangers as the demonstration's, so that they may be removed whole."""
    _require_system(actor)
    Danger.objects.filter(id__in=[*ids]).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's hidden dangers out with their history."""
    _require_system(actor)
    Danger.objects.filter(is_demo=True).delete()


def _require_system(actor: Actor) -> None:
    if not actor.is_system:
        raise NotAllowed(right="demonstration", region="")
