"""The demonstration's lists: made by the room's own acts, and removed whole."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.notices import api as notices
from anlan.safety_duties.models import DutyList, DutyRecord, Notice, Score
from anlan.support import rights


def mark_demonstration(*, ids: Iterable[UUID], actor: Actor) -> None:
    """Mark lists as the demonstration's, so that they may be removed whole."""
    _require_system(actor)
    DutyList.objects.filter(id__in=list(ids)).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's lists out with what was entered on them; the database lets only these go."""
    _require_system(actor)
    lists = DutyList.objects.filter(is_demo=True)
    subjects = [f"duty_list:{each}" for each in lists.values_list("id", flat=True)]
    notices.remove_demonstration(subjects=subjects, actor=actor)
    Score.objects.filter(list__in=lists).delete()
    for model in (DutyRecord, Notice):
        model.objects.filter(item__list__in=lists).delete()
    lists.delete()


def _require_system(actor: Actor) -> None:
    rights.require_platform(actor)
