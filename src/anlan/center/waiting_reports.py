"""Reports that wait on the desk: a draft for somebody else's signature, a signed one to be sent."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from anlan.center.entries import QueueEntry, plain_entry, short_names
from anlan.center.items import DeskItem
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.reporting import api as reporting
from anlan.support import rights

_MOST: Final = 30
_DRAFT, _SIGNED = reporting.ReportState.DRAFT, reporting.ReportState.SIGNED
_RIGHTS: Final = {_DRAFT: "reporting.sign", _SIGNED: "reporting.send"}


def reports_to_sign_and_send(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    """Return the drafts that others wrote and the actor may sign, and the signed ones that the actor may send."""
    found = [
        row
        for state, right in _RIGHTS.items()
        if rights.regions_of(actor, right)
        for row in reporting.reports(actor, reporting.ReportFilter(state=state.value), size=_MOST).rows
        if rights.may(actor, right, row.region) and not (state is _DRAFT and row.author == actor.name)
    ]
    names = short_names(actor, [row.region for row in found])
    return tuple(_entry(row, names[row.region]) for row in found)


def _entry(row: reporting.ReportRow, place: str) -> QueueEntry:
    return plain_entry(
        "reporting",
        DeskItem(
            subject=row.subject,
            title=row.title,
            word=_("To sign") if row.state is _DRAFT else _("To send"),
            url=f"/reports/{row.id}/",
            region=row.region,
            level=Level.NONE,
            since=row.drafted_at,
            is_exercise=row.is_exercise,
        ),
        place,
        detail=row.author,
        urgency=Level.RED if row.stage is reporting.Stage.FIRST else Level.YELLOW,
    )
