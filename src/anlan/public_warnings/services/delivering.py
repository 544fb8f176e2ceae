"""Sending what waits: claimed in batches, sent outside of any transaction, recorded, tried again or given up.

A crash between sending and recording leaves a claim that runs out; such a message is in doubt, and its gateway is
asked by message id before it is sent again. Claims and waits use the machine's own clock.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from typing import Final
from uuid import UUID

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.people import api as people
from anlan.public_warnings.domain.channels import channel as channel_named
from anlan.public_warnings.domain.channels import require_one_world
from anlan.public_warnings.ports import BulkSender, ChannelDown, MessageRefused, Outgoing, Sender, Sent
from anlan.public_warnings.services.claiming import Claimed, Papers, claim
from anlan.public_warnings.services.recording import record_results

log = logging.getLogger(__name__)

_BATCH: Final = 40
_BULK_FIRST, _BULK_LEAST, _BULK_MOST = 200, 20, 4000
_BATCH_SECONDS: Final = 0.4
_AT_ONCE: Final = 8
_LONGEST_TURN: Final = timedelta(seconds=8)


def deliver_channel(
    *,
    channel: str,
    sender: Sender,
    actor: Actor,
    now: Callable[[], datetime],
    goes_on: Callable[[], bool] = lambda: True,
) -> int:
    """Send what waits on one channel until nothing is due, the channel is down, or others must have their turn.

    Return how many were accepted; between batches ``goes_on`` may end the turn. Batches of a bulk sender are as large
    as it sends in half a second, so that what is urgent need not wait longer.
    """
    of, papers = channel_named(channel), Papers()
    accepted, size = 0, _BULK_FIRST if isinstance(sender, BulkSender) else _BATCH
    until = clock.real_now() + _LONGEST_TURN
    while goes_on() and clock.real_now() < until:
        claimed = claim(of, size)
        if not claimed.messages:
            break
        began = monotonic()
        results = _send_all(claimed.messages, papers, sender, channel)
        if isinstance(sender, BulkSender):
            size = _next_size(size, len(claimed.messages), monotonic() - began)
        record_results(of=of, results=results, claimed=claimed, actor=actor, now=now())
        accepted += sum(result.outcome == "accepted" for result in results)
        if all(result.outcome in ("down", "untried") for result in results):
            break
    return accepted


def _next_size(size: int, count: int, seconds: float) -> int:
    """Return the size of the next batch, so that one takes about half a second."""
    if seconds > _BATCH_SECONDS * 2:
        return max(size // 2, _BULK_LEAST)
    return min(size * 2, _BULK_MOST) if count == size and seconds < _BATCH_SECONDS else size


def _send_all(claimed: Sequence[Claimed], papers: Papers, sender: Sender, channel: str) -> list[Sent]:
    papers.read(claimed)
    phones = people.phones_of([row.person_id for row in claimed if row.person_id and not row.address])
    outgoing, refused = [], []
    for row in claimed:
        address = row.address or (phones.get(row.person_id, "") if row.person_id else "")
        message = papers.outgoing(row, channel, address)
        fault = _fault_of(message)
        outgoing.append(message) if not fault else refused.append(Sent(row.id, "refused", fault=fault))
    in_doubt = frozenset(row.id for row in claimed if row.is_in_doubt)
    return refused + (_bulk if isinstance(sender, BulkSender) else _one_by_one)(sender, outgoing, in_doubt)


def _fault_of(message: Outgoing) -> str:
    """Return why a message must not leave, or an empty text: the last door of the wall between the worlds."""
    if not message.address:
        return "no address"
    try:
        require_one_world(message.channel, row=message.is_exercise, frozen=message.is_frozen_exercise)
    except AnlanError as fault:
        return str(fault)
    return ""


def _bulk(sender: BulkSender, messages: Sequence[Outgoing], in_doubt: frozenset[UUID]) -> list[Sent]:
    """Hand all over at once; what the sender says nothing of is in doubt."""
    found: dict[UUID, Sent] = {}
    try:
        for sent in sender.send_all(messages, in_doubt):
            found[sent.id] = sent
    except ChannelDown as fault:
        lost = str(fault)
    else:
        lost = "no answer"
    return [found.get(each.id) or Sent(each.id, "down", fault=lost) for each in messages]


def _one_by_one(sender: Sender, messages: Sequence[Outgoing], in_doubt: frozenset[UUID]) -> list[Sent]:
    is_down = Event()

    def attempt(message: Outgoing) -> Sent:
        if is_down.is_set():
            return Sent(message.id, "untried", fault="gateway down")
        result = _send_one(sender, message, is_in_doubt=message.id in in_doubt)
        if result.outcome == "down" and sender.is_shared:
            is_down.set()
        return result

    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        return list(pool.map(attempt, messages))


def _send_one(sender: Sender, message: Outgoing, *, is_in_doubt: bool) -> Sent:
    try:
        known = sender.find(message) if is_in_doubt else None
        return Sent(message.id, "accepted", known or sender.send(message))
    except ChannelDown as fault:
        return Sent(message.id, "down", fault=str(fault))
    except MessageRefused as fault:
        return Sent(message.id, "refused", fault=str(fault))
    except Exception as fault:
        log.exception("the sender of %s failed; the message is tried again", message.channel)
        return Sent(message.id, "down", fault=f"{type(fault).__name__}: {fault}")
