"""Handing over many messages by a sender that needs the database: one after another, in the caller's own thread."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Sender, Sent


def in_turn(sender: Sender, messages: Sequence[Outgoing], in_doubt: frozenset[UUID]) -> Iterator[Sent]:
    """Say of each message what came of it; those in doubt are asked for first; when a gateway is down, all wait."""
    is_down = False
    for message in messages:
        if is_down:
            yield Sent(message.id, "untried", fault="gateway down")
            continue
        sent = tried(lambda each: (each.id in in_doubt and sender.find(each)) or sender.send(each), message)
        is_down = sender.is_shared and sent.outcome == "down"
        yield sent


def tried(hand_over: Callable[[Outgoing], Accepted], message: Outgoing) -> Sent:
    """Hand one message over and say what came of it."""
    try:
        return Sent(message.id, "accepted", hand_over(message))
    except ChannelDown as fault:
        return Sent(message.id, "down", fault=str(fault))
    except MessageRefused as fault:
        return Sent(message.id, "refused", fault=str(fault))
