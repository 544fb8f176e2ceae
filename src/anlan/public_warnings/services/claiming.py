"""Taking the next messages of a channel for one worker: the most urgent first, as many as the agreed rate allows."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from anlan.kernel import clock
from anlan.public_warnings.domain.channels import Channel, channels
from anlan.public_warnings.domain.pace import refilled, share
from anlan.public_warnings.models import ChannelPace, DeliveryText, DueBatch, Transmission
from anlan.public_warnings.ports import Outgoing
from anlan.public_warnings.services.changing import array

# Urgent ones first; what others hold is left to them. A hint may name what is sent, put off or cancelled meanwhile.
_HINTS: Final = """
select id, delivery_ids::text from public_warnings_duebatch where channel = %s and due_real <= %s
order by urgency desc, due_real limit %s for update skip locked
"""
_HOLD: Final = "update public_warnings_duebatch set due_real = %s where id = any(%s)"
_SPLIT: Final = """
with rest as (
    update public_warnings_duebatch set delivery_ids = delivery_ids[%(taken)s + 1:] where id = %(id)s
    returning channel, urgency
)
insert into public_warnings_duebatch (channel, urgency, due_real, delivery_ids)
select channel, urgency, %(until)s, %(ids)s::uuid[] from rest returning id
"""
_CLAIM: Final = """
update public_warnings_delivery d
set state = 'sending', claimed_until_real = %(until)s, attempts = attempts + 1,
    is_in_doubt = is_in_doubt or state = 'sending'
where d.id = any(%(ids)s::uuid[]) and d.channel = %(channel)s and d.next_try_real <= %(real)s
      and (d.state = 'waiting' or d.state = 'sending' and d.claimed_until_real <= %(real)s)
returning d.id, d.transmission_id, d.shared_text_id, d.receiver, d.address, d.person_id, d.text, d.call_step_id,
          d.is_in_doubt, d.attempts, d.is_exercise, d.urgency
"""
_NAMED_BY_MOST: Final = 100
_DUE: Final = """
select channel from unnest(%(channels)s::text[]) channel where exists (
    select 1 from public_warnings_duebatch b where b.channel = channel.channel and b.due_real <= %(real)s)
"""


def channels_due() -> tuple[str, ...]:
    """Return the channels on which something seems to wait now, or to be left of a process that died."""
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


class Claim(NamedTuple):
    """What a worker has until a moment: the messages, and the hints that are done with once all is recorded."""

    messages: tuple[Claimed, ...]
    hints: tuple[int, ...]
    until_real: datetime


@transaction.atomic
def claim(channel: Channel, most: int) -> Claim:
    """Return the next messages that are due, claimed; none where the channel's rate allows none yet.

    Hints that lead to nothing are deleted on the way.
    """
    real = clock.real_now()
    pace = _pace(channel, real) if channel.per_second else None
    most = min(most, share(pace.allowance)) if pace else most
    until = real + timedelta(seconds=channel.claim_seconds)
    found = Claim((), (), until)
    while most > 0 and not found.messages:
        forget_hints(found)
        hints, ids = _held(channel, most, real, until)
        if not hints:
            break
        found = Claim(_claimed(channel, ids, real, until), hints, until)
    if pace and found.messages:
        pace.allowance -= len(found.messages)
        pace.save()
    return found


def forget_hints(claimed: Claim) -> None:
    """Delete the hints of messages that are all accounted for, unless they are another's since the claim ran out."""
    if claimed.hints:
        DueBatch.objects.filter(id__in=claimed.hints, due_real=claimed.until_real).delete()


def _held(channel: Channel, most: int, real: datetime, until: datetime) -> tuple[tuple[int, ...], str]:
    """Take hints for so many messages until then, and these as the text of an array.

    Hints mostly name a hundred messages; those put off have one each, so whoever lacks some looks for more of them.
    """
    hints: list[int] = []
    ids: list[str] = []
    looked = most // _NAMED_BY_MOST + 1
    while len(ids) < most and (found := _hold(channel, (most - len(ids), looked), real, until)):
        hints += [hint for hint, _ in found]
        ids += [each for _, named in found for each in named]
        looked = most
    return tuple(hints), array(ids)


def _hold(channel: Channel, limits: tuple[int, int], real: datetime, until: datetime) -> list[tuple[int, list[str]]]:
    """Take the first hints until then: for so many messages, and so many hints at most; the last one in part."""
    (most, looked), held = limits, []
    with connection.cursor() as cursor:
        cursor.execute(_HINTS, [channel.key, real, looked])
        for hint, text in cursor.fetchall():
            named = text[1:-1].split(",")
            if most <= 0:
                break
            if len(named) > most:
                named = named[:most]
                cursor.execute(_SPLIT, {"id": hint, "taken": most, "until": until, "ids": array(named)})
                (hint,) = cursor.fetchone()
            held.append((hint, named))
            most -= len(named)
        if held:
            cursor.execute(_HOLD, [until, [hint for hint, _ in held]])
    return held


def _claimed(channel: Channel, ids: str, real: datetime, until: datetime) -> tuple[Claimed, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"channel": channel.key, "real": real, "ids": ids, "until": until})
        rows = [Claimed._make(row) for row in cursor.fetchall()]
    return tuple(sorted(rows, key=lambda row: -row.urgency))


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

    def read(self, claimed: Sequence[Claimed]) -> None:
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
