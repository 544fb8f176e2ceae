"""The demonstration's units: put in by the room's own acts, and removed whole."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.major_hazards.models import TradeSite, Unit
from anlan.support import rights


def mark_demonstration(*, unit_ids: Iterable[UUID], site_ids: Iterable[UUID], actor: Actor) -> None:
    """Mark units and sites as the demonstration's, so that they may be removed whole."""
    _require_system(actor)
    Unit.objects.filter(id__in=list(unit_ids)).update(is_demo=True)
    TradeSite.objects.filter(id__in=list(site_ids)).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> int:
    """Remove everything that is demonstration data; return how many rows."""
    _require_system(actor)
    return sum(model.objects.filter(is_demo=True).delete()[0] for model in (TradeSite, Unit))


def _require_system(actor: Actor) -> None:
    rights.require_platform(actor)
