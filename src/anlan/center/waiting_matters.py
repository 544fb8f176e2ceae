"""What came in and waits on the desk: calls, tip-offs, reports from below, mail, partners' messages."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from anlan.center.entries import QueueEntry, short_names
from anlan.center.items import DeskItem
from anlan.intake import api as intake
from anlan.kernel.actors import Actor

_MOST: Final = 40
_NEW_FOR_SECONDS: Final = 20
_TONES: Final = {intake.MatterState.RECEIVED: "red", intake.MatterState.TAKEN: "amber"}


def matters(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    """Return the most urgent of what came in; the whole inbox has its own page."""
    rows = intake.waiting(actor, limit=_MOST)
    names = short_names(actor, [row.region for row in rows])
    return tuple(_entry(row, names[row.region], now) for row in rows)


def _entry(row: intake.MatterRow, place: str, now: datetime) -> QueueEntry:
    words = {
        intake.MatterState.RECEIVED: _("To take over"),
        intake.MatterState.TAKEN: _("To decide"),
        intake.MatterState.ANSWERED: _("To rate"),
    }
    return QueueEntry(
        room="intake",
        item=DeskItem(
            subject=row.subject,
            title=row.headline,
            word=words[row.state],
            url=f"/intake/{row.id}/",
            region=row.region,
            level=row.urgency,
            since=row.received_at,
            is_exercise=row.is_exercise,
        ),
        place=f"{place} {row.place_text}".strip(),
        tone=_TONES.get(row.state, "accent"),
        work_url=f"/intake/{row.id}/work/",
        detail=" ".join(filter(None, (intake.kind_word(row.kind), row.kind_name, row.taken_by))),
        times=row.repeats + 1 if row.repeats else 0,
        is_decided=row.state is intake.MatterState.ANSWERED,
        is_new=(now - row.received_at).total_seconds() < _NEW_FOR_SECONDS,
    )
