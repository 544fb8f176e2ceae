"""The demonstration's officers, plan, draw and visits: put in by the room's own acts, and removed whole."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.supervision.models import (
    Draw,
    Evidence,
    Finding,
    Inspection,
    Officer,
    Paper,
    Recheck,
    SiteRecord,
    YearPlan,
)
from anlan.support import rights


def mark_demonstration(*, ids: Iterable[UUID], actor: Actor) -> None:
    """Mark officers, plans, draws and visits as the demonstration's, so that they may be removed whole."""
    _require_system(actor)
    wanted = list(ids)
    for model in (Officer, YearPlan, Draw, Inspection):
        model.objects.filter(id__in=wanted).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's rows out, with their files; the database lets only these go."""
    _require_system(actor)
    visits = Inspection.objects.filter(is_demo=True)
    for each in Evidence.objects.filter(inspection__in=visits):
        each.file.delete(save=False)
    for model in (Evidence, Paper, Recheck, Finding, SiteRecord):
        model.objects.filter(inspection__in=visits).delete()
    visits.delete()
    YearPlan.objects.filter(is_demo=True).delete()
    Draw.objects.filter(is_demo=True).delete()
    Officer.objects.filter(is_demo=True, goings__isnull=True).delete()


def _require_system(actor: Actor) -> None:
    rights.require_platform(actor)
