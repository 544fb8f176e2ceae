"""What of omission and delay waits on the desk: suspicions to clear or to enquire into."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from anlan.center.entries import QueueEntry, plain_entry, short_names
from anlan.center.items import DeskItem
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.reporting import api as reporting

_MOST: Final = 50


def suspicions(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    """Return the suspicions that the actor may decide."""
    rows = reporting.open_suspicions(actor, limit=_MOST)
    names = short_names(actor, [row.region for row in rows])
    return tuple(
        plain_entry(
            "reporting",
            DeskItem(
                subject=f"suspicion:{row.id}",
                title=row.title,
                word=_("Omission or delay suspected"),
                url="/reports/suspicions/?state=open",
                region=row.region,
                level=Level.NONE,
                since=row.raised_at or row.seen_at,
                is_exercise=row.is_exercise,
            ),
            names[row.region],
            detail=reporting.suspicion_word(row.rule),
            urgency=Level.YELLOW,
        )
        for row in rows
    )
