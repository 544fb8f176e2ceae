"""The messages of those on a frozen list: one statement for each channel; what all are told is kept once a language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from anlan.kernel import clock
from anlan.public_warnings.domain.channels import require_world
from anlan.public_warnings.domain.lanes import Lane, is_mass, urgency
from anlan.public_warnings.models import Delivery, Target, Transmission
from anlan.public_warnings.services.queueing import tie
from anlan.public_warnings.services.ringing import ring
from anlan.public_warnings.services.texts import LANGUAGE, texts_of

# An address that the channel has already, from another list or another receiver, is not told twice.
_INSERT: Final = """
insert into public_warnings_delivery (id, region, receiver, address, shared_text_id, transmission_id, warning_id,
    channel, urgency, is_exercise, queued_at, state, next_try_real, text, attempts, is_in_doubt, is_asked_after,
    reference, last_fault)
select gen_random_uuid(), t.region, t.name, t.address, coalesce(x.text_id, %(main)s), t.transmission_id, t.warning_id,
       t.channel, %(urgency)s, t.is_exercise, %(now)s, 'waiting', %(real)s, '', 0, false, false, '', ''
from public_warnings_target t
left join unnest(%(languages)s::text[], %(texts)s::bigint[]) as x (language, text_id) on x.language = t.language
where t.transmission_id = %(transmission)s and t.channel = %(channel)s and t.state = 'queued'
      and (%(any)s or t.id = any(%(ids)s))
      and t.address <> all(%(told)s)
"""


# What a later message replaces or lifts is not sent any more; a mass sending is over with those that went out.
_WITHDRAW: Final = """
with gone as (
    update public_warnings_delivery d set state = 'cancelled', next_try_real = null
    from public_warnings_target t
    where d.warning_id = %(warning)s and d.state = 'waiting' and d.call_step_id is null
          and t.transmission_id = d.transmission_id and t.address = d.address and t.channel = d.channel
    returning d.transmission_id, d.channel
)
update public_warnings_masssending m set total = m.total - g.count
from (select transmission_id, channel, count(*) from gone group by transmission_id, channel) g
where m.transmission_id = g.transmission_id and m.channel = g.channel
"""


def withdraw_messages(warning_id: UUID) -> None:
    """Take back what still waits to be sent to those on a warning's list; what is in doubt is still asked for."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHDRAW, {"warning": warning_id})


def queue_messages(
    transmission: Transmission, channel: str, now: datetime, target_ids: Sequence[int] | None = None
) -> int:
    """Queue a message for everyone on the list whose turn of channels it is; return how many. Ring after commit."""
    of = require_world(channel, is_exercise=transmission.is_exercise)
    texts = texts_of(transmission, of)
    values: dict[str, Any] = {
        "transmission": transmission.id,
        "channel": channel,
        "urgency": urgency(Lane.MASS, transmission.level),
        "now": now,
        "real": clock.real_now(),
        "main": texts[LANGUAGE],
        "languages": list(texts),
        "texts": list(texts.values()),
        "any": target_ids is None,
        "ids": list(target_ids or ()),
        "told": _told_already(transmission, channel, target_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        count = cursor.rowcount
    if count:
        total = Delivery.objects.filter(warning_id=transmission.warning_id, channel=channel, call_step=None).count()
        if is_mass(total):
            tie(transmission, channel, total, now)
        ring(channel)
    return count


def _told_already(transmission: Transmission, channel: str, target_ids: Sequence[int] | None) -> list[str]:
    """Return the addresses that the channel has a message for already: devices mostly, or of those who fall back."""
    rows = Delivery.objects.filter(transmission=transmission, channel=channel, call_step=None)
    if target_ids is not None:
        wanted = Target.objects.filter(id__in=target_ids).values_list("address", flat=True)
        rows = rows.filter(address__in=list(wanted))
    return list(rows.values_list("address", flat=True))
