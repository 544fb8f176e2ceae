"""The rights of the room, and which runs an actor sees."""

from typing import Final

from django.db.models import QuerySet

from anlan.analysis.models import Run
from anlan.kernel.actors import Actor
from anlan.support import rights

SEE: Final = "analysis.see"
RUN: Final = "analysis.run"
RELY: Final = "analysis.rely"


def visible(actor: Actor) -> QuerySet[Run]:
    """Return the runs that the actor sees."""
    return Run.objects.filter(rights.within(actor, SEE))
