"""Taking the next messages of a channel for one worker: the most urgent first, as many as the agreed rate allows."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from anlan.kernel import clock
from anlan.public_warnings.domain.channels import Channel, channels
from anlan.public_warnings.domain.pace import refilled, share
from anlan.public_warnings.models import ChannelPace, DeliveryText, Transmission
from anlan.public_warnings.ports import Outgoing

_CLAIM: Final = """
with due as (
    select id from public_warnings_delivery
    where channel = %(channel)s and next_try_real <= %(real)s
      and (state = 'waiting' or state = 'sending' and claimed_until_real <= %(real)s)
    order by urgency desc, next_try_real limit %(most)s for update skip locked
)
update public_warnings_delivery d
set state = 'sending', claimed_until_real = %(until)s, attempts = attempts + 1,
    is_in_doubt = is_in_doubt or state = 'sending'
from due where d.id = due.id
returning d.id, d.transmission_id, d.shared_text_id, d.receiver, d.address, d.person_id, d.text, d.call_step_id,
          d.is_in_doubt, d.attempts, d.is_exercise, d.urgency
"""


# A look per channel, since a million rows may wait on one.
_DUE: Final = """
select channel from unnest(%(channels)s::text[]) channel where exists (
    select 1 from public_warnings_delivery d where d.channel = channel.channel and d.next_try_real <= %(real)s
    and (d.state = 'waiting' or d.state = 'sending' and d.claimed_until_real <= %(real)s))
"""


def channels_due() -> tuple[str, ...]:
    """Return the channels on which something waits to be sent now, or was claimed by a process that died."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"channels": list(channels()), "real": clock.real_now()})
        return tuple(row[0] for row in cursor.fetchall())


class Claimed(NamedTuple):
    """One message that this worker has for a while; nobody else sends it meanwhile."""

    id: UUID
    transmission_id: UUID
    shared_text_id: int | None
    receiver: str
    address: str
    person_id: UUID | None
    text: str
    call_step_id: UUID | None
    is_in_doubt: bool
    attempts: int
    is_exercise: bool
    urgency: int


@transaction.atomic
def claim(channel: Channel, most: int) -> list[Claimed]:
    """Return the next messages that are due, claimed; none where the channel's rate allows none yet."""
    real = clock.real_now()
    pace = _pace(channel, real) if channel.per_second else None
    most = min(most, share(pace.allowance)) if pace else most
    if most < 1:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "channel": channel.key,
                "real": real,
                "most": most,
                "until": real + timedelta(seconds=channel.claim_seconds),
            },
        )
        rows = [Claimed._make(row) for row in cursor.fetchall()]
    if pace and rows:
        pace.allowance -= len(rows)
        pace.save()
    return sorted(rows, key=lambda row: -row.urgency)


def _pace(channel: Channel, real: datetime) -> ChannelPace:
    """Return the channel's bucket, locked and filled up to now; workers wait for one another here, in turn."""
    ChannelPace.objects.get_or_create(
        channel=channel.key, defaults={"reckoned_real": real, "allowance": refilled(0, channel.per_second, 60)}
    )
    pace = ChannelPace.objects.select_for_update().get(channel=channel.key)
    seconds = (real - pace.reckoned_real).total_seconds()
    pace.allowance = refilled(pace.allowance, channel.per_second, seconds)
    pace.reckoned_real = max(real, pace.reckoned_real)
    return pace


class Papers:
    """What many messages share, read once a turn: texts and transmissions."""

    def __init__(self) -> None:
        self.texts: dict[int, DeliveryText] = {}
        self._transmissions: dict[UUID, Transmission] = {}

    def read(self, claimed: list[Claimed]) -> None:
        """Read what these messages need and earlier ones did not."""
        texts = {row.shared_text_id for row in claimed if row.shared_text_id is not None} - self.texts.keys()
        self.texts |= DeliveryText.objects.in_bulk(texts) if texts else {}
        sent = {row.transmission_id for row in claimed} - self._transmissions.keys()
        self._transmissions |= Transmission.objects.defer("area").in_bulk(sent) if sent else {}

    def outgoing(self, row: Claimed, channel: str, address: str) -> Outgoing:
        """Return the message that a sender hands over."""
        sent = self._transmissions[row.transmission_id]
        shared = self.texts.get(row.shared_text_id or 0)
        return Outgoing(
            id=row.id,
            channel=channel,
            receiver=row.receiver,
            address=address,
            title=shared.title if shared else "",
            text=row.text or (shared.text if shared else ""),
            document=b"" if row.call_step_id else bytes(sent.cap_xml),
            identifier=sent.identifier,
            is_exercise=row.is_exercise,
            is_frozen_exercise=sent.is_exercise,
            language=shared.language if shared else "zh-CN",
        )
