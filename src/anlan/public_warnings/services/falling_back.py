"""Where a channel did not reach somebody on the list, the next of the person's order is tried, until none is left."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.targeting import TargetState
from anlan.public_warnings.events import TargetsMovedOn
from anlan.public_warnings.models import Transmission
from anlan.public_warnings.services.target_messages import queue_messages
from anlan.support import journal, locks

_AT_ONCE: Final = 2000
_LOOKED_BACK: Final = timedelta(hours=24)
# A message over the time of its warning, or one that a later message replaced, is not sent another way any more.
_MOVE_ON: Final = """
with failed as (
    select t.id from public_warnings_delivery d
    join public_warnings_transmission s on s.id = d.transmission_id and s.expires > %(now)s
    join public_warnings_target t on t.transmission_id = d.transmission_id and t.address = d.address
         and t.channel = d.channel and t.state = 'queued'
    where d.given_up_at > %(since)s and d.state in ('given_up', 'undelivered') and d.call_step_id is null
          and not exists (select from public_warnings_transmission later where later.replaces_id = s.warning_id)
    order by d.given_up_at limit %(most)s for update of t skip locked
)
update public_warnings_target t
set place = t.place + 1, channel = coalesce(t.ways[t.place + 2], t.channel),
    state = case when t.place + 2 <= cardinality(t.ways) then 'queued' else 'exhausted' end
from failed where t.id = failed.id
returning t.id, t.transmission_id, t.channel, t.state
"""


@transaction.atomic
def fall_back(*, actor: Actor, now: datetime) -> int:
    """Try the next channel for those whose last one gave up or whose message did not arrive; return how many."""
    locks.hold("public_warnings:fall_back")
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_ON, {"now": now, "since": now - _LOOKED_BACK, "most": _AT_ONCE})
        moved = cursor.fetchall()
    waiting: dict[UUID, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    exhausted: dict[UUID, int] = defaultdict(int)
    for target_id, transmission_id, channel, state in moved:
        if state == TargetState.EXHAUSTED:
            exhausted[transmission_id] += 1
        else:
            waiting[transmission_id][channel].append(target_id)
    for row in Transmission.objects.filter(id__in={*waiting, *exhausted}).defer("cap_xml"):
        for channel, ids in waiting[row.id].items():
            queue_messages(row, channel, now, ids)
        event = TargetsMovedOn(
            subject=f"warning:{row.warning_id}",
            region=row.region,
            incident_id=row.incident_id,
            exercise=row.is_exercise,
            warning_id=row.warning_id,
            moved_on=sum(map(len, waiting[row.id].values())),
            exhausted=exhausted[row.id],
        )
        journal.announce(event, actor=actor, now=now)
    return len(moved)
