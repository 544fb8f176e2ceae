"""The clock over trainings and insurance: each enterprise is looked at once a day, and what is new is told once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q

from anlan.enterprises.domain.lacks import Lack, Lacks, new_lacks
from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.events import FellShort
from anlan.enterprises.models import Enterprise, Trainee
from anlan.enterprises.selectors.insurance import insurance_states
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.notices import api as notices
from anlan.support import journal

_MOST: Final = 200
_KEPT: Final = ("watch_on", "untrained", "lapsed", "insurance")


@transaction.atomic
def watch_lacks(*, actor: Actor, now: datetime) -> int:
    """Look at the enterprises whose turn it is, and tell what their staff and insurance newly lack; return how many.

    The first look at an enterprise only keeps how it stands: the lists show that, and nobody is told of old things.
    """
    today = in_china(now).date()
    due = Enterprise.objects.exclude(state=FirmState.CLOSED).filter(Q(watch_on__lte=today) | Q(watch_on=None))
    rows = list(
        due.select_for_update(of=("self",), skip_locked=True).order_by(F("watch_on").asc(nulls_first=True))[:_MOST]
    )
    if not rows:
        return 0
    found = _lacks(rows, today)
    told: list[tuple[Enterprise, Lack]] = []
    for row in rows:
        before = Lacks(untrained=row.untrained, lapsed=row.lapsed, insurance=row.insurance)
        if row.watch_on is not None:
            told += [(row, lack) for lack in new_lacks(before, found[row.id])]
        row.watch_on = today + timedelta(days=1)
        row.untrained, row.lapsed = found[row.id].untrained, found[row.id].lapsed
        row.insurance = found[row.id].insurance
    Enterprise.objects.bulk_update(rows, _KEPT)
    _tell(told, today, actor, now)
    return len(rows)


def _lacks(rows: Sequence[Enterprise], today: date) -> dict[UUID, Lacks]:
    at_work = Trainee.objects.filter(enterprise__in=rows, left_on=None).order_by()
    counts = at_work.values_list("enterprise_id").annotate(
        untrained=Count("id", filter=Q(since=None)), lapsed=Count("id", filter=Q(since__isnull=False, until__lt=today))
    )
    staff = {owner: (untrained, lapsed) for owner, untrained, lapsed in counts}
    insured = insurance_states(rows, today)
    found = {}
    for row in rows:
        untrained, lapsed = staff.get(row.id, (0, 0))
        found[row.id] = Lacks(untrained=untrained, lapsed=lapsed, insurance=insured.get(row.id, ""))
    return found


def _tell(told: Sequence[tuple[Enterprise, Lack]], today: date, actor: Actor, now: datetime) -> None:
    if not told:
        return
    events = [
        FellShort(
            subject=f"enterprises.enterprise:{row.id}",
            region=row.region,
            enterprise_id=row.id,
            name=row.name,
            what=lack.what,
            count=lack.count,
            state=lack.state,
        )
        for row, lack in told
    ]
    journal.announce_all(events, actor=actor, now=now)
    notes = [_note(row, lack, today) for row, lack in told if row.contact_id]
    if notes:
        notices.tell_persons(notes=notes, actor=actor, now=now)


def _note(row: Enterprise, lack: Lack, today: date) -> notices.Note:
    page = "file/insurance" if lack.what == "insurance" else "staff"
    return notices.Note(
        kind=f"firm_{lack.what}",
        about=f"enterprise:{row.id}:{lack.what}:{today.isoformat()}",
        subject=f"enterprises.enterprise:{row.id}",
        region=row.region,
        url=f"/enterprises/{row.id}/{page}/",
        facts={"firm": row.name, "count": str(lack.count), "state": lack.state},
        persons=(row.contact_id,),
    )
