"""Taking out what was told of the demonstration's own things."""

from collections.abc import Iterable

from anlan.kernel.actors import Actor
from anlan.notices.models import Notice
from anlan.support import rights


def remove_demonstration(*, subjects: Iterable[str], actor: Actor) -> int:
    """Take out what persons were told of things that were invented; return how many notices."""
    rights.require_platform(actor)
    return Notice.objects.filter(subject__in=list(subjects)).delete()[0]
