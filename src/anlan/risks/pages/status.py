"""What the room says on the status line: patrols that are late."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.kernel.actors import Actor
from anlan.risks import api
from anlan.support.rights import regions_of
from anlan.web.status import StatusItem


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return how many sites should have been patrolled by now, to those who keep them or walk there."""
    if not regions_of(actor, "risks.patrol"):
        return ()
    count = api.late_count(actor, now)
    if not count:
        return ()
    url = "/risks/?due=late&sort=due"
    return (StatusItem(icon="walk", label=_("Late patrols"), value=str(count), tone="amber", url=url),)
