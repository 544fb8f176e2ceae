"""What the room says on the status line: alarms that wait for a decision."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.alarms import api
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.web.status import StatusItem


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return how many alarms wait, red where one of them is."""
    counts = api.waiting_counts(actor)
    waiting = sum(counts.values())
    if not waiting:
        return ()
    tone = "red" if counts[Level.RED] else "amber"
    item = StatusItem(icon="bell-ringing", label=_("Alarms to verify"), value=str(waiting), tone=tone, url="/desk/")
    return (item,)
