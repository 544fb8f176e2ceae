"""What command says on the status line."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.command import api
from anlan.command.words import RESPONSE_LEVEL_WORDS
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.support import rights
from anlan.web.status import StatusItem


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return the running and waiting responses and the orders past their deadline."""
    if not rights.regions_of(actor, "command.see"):
        return ()
    items = []
    rows = api.open_responses(actor)
    running = [row for row in rows if row.is_running]
    waiting = [row for row in rows if row.proposed_level is not Level.NONE]
    if running:
        worst = running[0]
        value = f"{RESPONSE_LEVEL_WORDS[worst.level]} \N{MULTIPLICATION SIGN}{len(running)}"
        url = f"/incidents/{worst.incident_id}/"
        items.append(StatusItem(icon="flag", label=_("Responses running"), value=value, tone="red", url=url))
    if waiting:
        url = f"/incidents/{waiting[0].incident_id}/"
        count = str(len(waiting))
        items.append(StatusItem(icon="signature", label=_("Waiting to be signed"), value=count, tone="amber", url=url))
    overdue = api.overdue_count(actor, now)
    if overdue:
        items.append(StatusItem(icon="clock-exclamation", label=_("Orders late"), value=str(overdue), tone="red"))
    return tuple(items)
