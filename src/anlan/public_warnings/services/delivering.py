"""Sending what waits: claimed in batches, sent outside of any transaction, recorded, tried again or given up.

A crash between sending and recording leaves a claim that runs out; such a message is in doubt, and its gateway is
asked by message id before it is sent again. Claims and waits use the machine's own clock.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, NotFound, TransitionNotAllowed
from anlan.people import api as people
from anlan.public_warnings.domain.channels import require_world
from anlan.public_warnings.domain.retry import LEASE, is_given_up, wait_after
from anlan.public_warnings.events import DeliveryFinished, DeliveryRetried
from anlan.public_warnings.models import Delivery
from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt, Sender, Sent
from anlan.support import jobs, journal, rights

BATCH = 40
_AT_ONCE = 8
_LONGEST_TURN = timedelta(seconds=8)
_LONGEST_FAULT = 300


def deliver_channel(*, channel: str, sender: Sender, actor: Actor, now: Callable[[], datetime]) -> int:
    """Send what waits on one channel until nothing is due, the channel is down, or others must have their turn.

    Return how many were accepted.
    """
    accepted = 0
    until = clock.real_now() + _LONGEST_TURN
    while clock.real_now() < until:
        claimed = _claim(channel)
        if not claimed:
            break
        results = _send_all(claimed, sender)
        _record(results, actor, now())
        accepted += sum(result.outcome == "accepted" for result in results)
        if all(result.outcome in ("down", "untried") for result in results):
            break
    return accepted


@transaction.atomic
def _claim(channel: str) -> list[Delivery]:
    """Return the next deliveries that are due, most urgent first, claimed for a minute."""
    real = clock.real_now()
    waits = Q(state="waiting", next_try_real__lte=real)
    ran_out = Q(state="sending", claimed_until_real__lte=real)
    rows = list(
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(waits | ran_out, channel=channel)
        .select_related("transmission")
        .order_by("-urgency", "next_try_real")[:BATCH]
    )
    for row in rows:
        row.is_in_doubt = row.is_in_doubt or row.state == "sending"
        row.state, row.claimed_until_real, row.attempts = "sending", real + LEASE, row.attempts + 1
    Delivery.objects.bulk_update(rows, ["state", "claimed_until_real", "attempts", "is_in_doubt"])
    return rows


def _send_all(claimed: list[Delivery], sender: Sender) -> list[Sent]:
    phones = people.phones_of([row.person_id for row in claimed if row.person_id])
    outgoing = [(row.is_in_doubt, _outgoing(row, phones)) for row in claimed]
    is_down = Event()

    def attempt(each: tuple[bool, Outgoing]) -> Sent:
        if is_down.is_set():
            return Sent(each[1].id, "untried", fault="gateway down")
        result = _send_one(sender, each[1], is_in_doubt=each[0])
        if result.outcome == "down" and sender.is_shared:
            is_down.set()
        return result

    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        return list(pool.map(attempt, outgoing))


def _outgoing(row: Delivery, phones: dict[UUID, str]) -> Outgoing:
    return Outgoing(
        id=row.id,
        channel=row.channel,
        receiver=row.receiver,
        address=phones.get(row.person_id, "") if row.person_id else row.address,
        title=row.title,
        text=row.text,
        document=b"" if row.call_step_id else bytes(row.transmission.cap_xml),
        identifier=row.transmission.identifier,
        is_exercise=row.is_exercise or row.transmission.is_exercise,
    )


def _send_one(sender: Sender, message: Outgoing, *, is_in_doubt: bool) -> Sent:
    if not message.address:
        return Sent(message.id, "refused", fault="no address")
    try:
        require_world(message.channel, is_exercise=message.is_exercise)
        known = sender.find(message) if is_in_doubt else None
        return Sent(message.id, "accepted", known or sender.send(message))
    except ChannelDown as fault:
        return Sent(message.id, "down", fault=str(fault))
    except (MessageRefused, AnlanError) as fault:
        return Sent(message.id, "refused", fault=str(fault))


@transaction.atomic
def _record(results: list[Sent], actor: Actor, now: datetime) -> None:
    rows = Delivery.objects.select_for_update().in_bulk([result.id for result in results])
    for result in results:
        row = rows[result.id]
        if row.state != "sending":
            continue
        row.claimed_until_real = None
        if result.accepted is not None:
            _accept(row, result.accepted, actor, now)
        else:
            _fail(row, result, actor, now)
        row.save()


def _accept(row: Delivery, accepted: Accepted, actor: Actor, now: datetime) -> None:
    row.state, row.sent_at, row.reference, row.last_fault = "sent", now, accepted.reference[:120], ""
    row.is_in_doubt = False
    if accepted.is_delivered:
        row.state, row.delivered_at = "delivered", now
    if row.call_step_id is None:
        _finish(row, row.state, actor, now)


def _fail(row: Delivery, result: Sent, actor: Actor, now: datetime) -> None:
    row.last_fault = result.fault[:_LONGEST_FAULT]
    if result.outcome == "untried":
        row.attempts -= 1
        row.state, row.next_try_real = "waiting", clock.real_now() + wait_after(1)
        return
    row.is_in_doubt = result.outcome == "down"
    if result.outcome == "refused" or is_given_up(row.attempts):
        row.state, row.given_up_at = "given_up", now
        _finish(row, "given_up", actor, now)
    else:
        row.state, row.next_try_real = "waiting", clock.real_now() + wait_after(row.attempts)


def _finish(row: Delivery, outcome: str, actor: Actor, now: datetime) -> None:
    event = DeliveryFinished(
        **_named(row),
        receiver=row.receiver,
        outcome=outcome,
        attempts=row.attempts,
        reason=row.last_fault,
    )
    journal.announce(event, actor=actor, now=now)


def _named(row: Delivery) -> dict[str, object]:
    return {
        "subject": f"warning:{row.warning_id}",
        "region": row.region,
        "exercise": row.is_exercise,
        "warning_id": row.warning_id,
        "delivery_id": row.id,
        "channel": row.channel,
    }


def read_receipts(*, ids: frozenset[UUID], sender: Sender, now: datetime) -> int:
    """Ask a gateway what has arrived and write it down; a gateway that is down is asked again later."""
    try:
        found = sender.receipts(ids)
    except ChannelDown:
        return 0
    return take_receipts(receipts=found, now=now)


def take_receipts(*, receipts: frozenset[Receipt], now: datetime) -> int:
    """Write down what became of messages; a receipt twice changes nothing, and an arrival stands over a failure."""
    arrived = [each.id for each in receipts if each.outcome == "delivered"]
    written = Delivery.objects.filter(id__in=arrived, state__in=("sent", "undelivered")).update(
        state="delivered", delivered_at=now, last_fault=""
    )
    for receipt in receipts:
        if receipt.outcome == "failed":
            written += Delivery.objects.filter(id=receipt.id, state="sent").update(
                state="undelivered", last_fault=receipt.detail[:_LONGEST_FAULT]
            )
    return written


@transaction.atomic
def retry_delivery(*, delivery_id: UUID, actor: Actor, now: datetime) -> None:
    """Put a message that had been given up back on its way."""
    row = Delivery.objects.select_for_update().filter(id=delivery_id).first()
    if row is None:
        raise NotFound(what="delivery")
    rights.require_visible(actor, "public_warnings.see_deliveries", row.region, what="delivery")
    rights.require(actor, "public_warnings.retry_delivery", row.region)
    if row.state != "given_up":
        raise TransitionNotAllowed(what="delivery", state=row.state, act="retry")
    row.state, row.attempts, row.given_up_at = "waiting", 0, None
    row.next_try_real = clock.real_now()
    row.save()
    journal.announce(DeliveryRetried(**_named(row)), actor=actor, now=now)
    jobs.defer("public_warnings.deliver", channel=row.channel)


def channels_due() -> tuple[str, ...]:
    """Return the channels on which something waits to be sent now, or was claimed by a process that died."""
    real = clock.real_now()
    due = Q(state="waiting", next_try_real__lte=real) | Q(state="sending", claimed_until_real__lte=real)
    return tuple(Delivery.objects.filter(due).order_by().values_list("channel", flat=True).distinct())


def awaiting_receipt(channel: str, *, limit: int = 500) -> frozenset[UUID]:
    """Return the messages of a channel that are with the gateway, newest first."""
    rows = Delivery.objects.filter(channel=channel, state="sent").order_by(F("sent_at").desc())
    return frozenset(rows.values_list("id", flat=True)[:limit])
