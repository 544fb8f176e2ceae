"""How filed lists stand: reckoned once a day and after each entry; who falls behind is told once."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.safety_duties.domain.standing import score_of
from anlan.safety_duties.domain.states import ListState
from anlan.safety_duties.events import FellBehind
from anlan.safety_duties.models import DutyList, Notice
from anlan.safety_duties.selectors.lists import Stands, standings
from anlan.safety_duties.services.naming import tell_behind
from anlan.safety_duties.services.texts import about
from anlan.support import journal

_MOST: Final = 20


def reckon(row: DutyList, today: date) -> tuple[Stands, ...]:
    """Store how a list stands today, and return it duty by duty."""
    found = standings(row, today)
    row.progress = score_of([each.standing for each in found])
    row.behind = sum(each.standing.is_short for each in found)
    row.save(update_fields=["progress", "behind"])
    return found


@transaction.atomic
def watch_duties(*, actor: Actor, now: datetime) -> int:
    """Reckon the filed lists that were not reckoned today, and say each ended part with less done than owed once."""
    today = in_china(now).date()
    rows = DutyList.objects.select_for_update(skip_locked=True).filter(
        reckon_on__lte=today, state=ListState.FILED.value
    )
    events: list[FellBehind] = []
    chosen = list(rows.order_by("reckon_on", "id")[:_MOST])
    for row in chosen:
        fallen = _behind(row, reckon(row, today), now)
        tell_behind(row, fallen, actor=actor, now=now)
        events += fallen
        row.reckon_on = today + timedelta(days=1)
        row.save(update_fields=["reckon_on"])
    if events:
        journal.announce_all(events, actor=actor, now=now)
    return len(chosen)


def _behind(row: DutyList, found: tuple[Stands, ...], now: datetime) -> list[FellBehind]:
    """Keep a notice for each duty's last ended part that is behind and was not told of."""
    events: list[FellBehind] = []
    for each in found:
        over = [part for part in each.standing.parts if part.is_over]
        if not over or not over[-1].is_behind:
            continue
        part = over[-1]
        told = {"owed": part.target, "done": part.done, "at": now}
        notice, is_new = Notice.objects.get_or_create(item_id=each.item.id, until=part.part.end, defaults=told)
        if is_new:
            said = {"duty": each.item.text, "until": part.part.end.isoformat(), "done": part.done}
            events.append(FellBehind(**about(row), notice_id=notice.id, owed=part.target, **said))
    return events
