"""What reporting says on the status line."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.kernel.actors import Actor
from anlan.reporting import api
from anlan.reporting.words import STAGE_WORDS
from anlan.support import rights
from anlan.web.status import StatusItem

_NEAREST = 2


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return the clocks that end next, and how many were missed."""
    if not rights.regions_of(actor, "reporting.see"):
        return ()
    owed = api.owed_clocks(actor)
    ticking = [row for row in owed if row.is_ticking]
    missed = len(owed) - len(ticking)
    items = [
        StatusItem(
            icon="report",
            label=str(STAGE_WORDS[row.stage]),
            url=f"/incidents/{row.incident_id}/",
            started_at=row.started_at,
            ends_at=row.due_at,
        )
        for row in ticking[:_NEAREST]
    ]
    if missed:
        item = StatusItem(icon="clock-exclamation", label=_("Reports missed"), value=str(missed), tone="red")
        items.append(item)
    return tuple(items)
