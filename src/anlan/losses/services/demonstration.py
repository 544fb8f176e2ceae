"""The demonstration's count: put in by the room's own acts, and removed whole."""

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.losses.models import Entry, Figure, Note, Step, Survey
from anlan.support import rights


def mark_demonstration(*, survey_id: object, actor: Actor) -> None:
    """Mark a count as the demonstration's, so that it may be removed whole."""
    _require_system(actor)
    Survey.objects.filter(id=survey_id).update(is_demo=True)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's counts out; the database lets only these go."""
    _require_system(actor)
    demo = Survey.objects.filter(is_demo=True)
    for model in (Figure, Note, Step):
        model.objects.filter(entry__survey__in=demo).delete()
    Entry.objects.filter(survey__in=demo).delete()
    demo.delete()


def _require_system(actor: Actor) -> None:
    rights.require_platform(actor)
