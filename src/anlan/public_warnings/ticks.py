"""What this room does when it looks at the clock: begin and pass on calls."""

from datetime import datetime

from anlan.kernel.actors import Actor
from anlan.public_warnings import api


def move_calls(*, actor: Actor, now: datetime) -> None:
    """Begin planned rounds; call again, pass on or hand up what nobody answered in time; find silent townships."""
    api.begin_calls(actor=actor, now=now)
    api.escalate_calls(actor=actor, now=now)
    api.find_silent_townships(actor=actor, now=now)


def watch_after_reviews(*, actor: Actor, now: datetime) -> None:
    """Announce what nobody looked at in time after the fast channel sent it."""
    api.announce_overdue_reviews(actor=actor, now=now)


def ring_for_counting(*, actor: Actor, now: datetime) -> None:
    """Ring for warnings whose messages are to be counted."""
    api.ring_for_counting(now=now)


def ring_for_partners(*, actor: Actor, now: datetime) -> None:
    """Ring for partners whose feeds are due."""
    api.ring_for_partners()


def try_the_next_channel(*, actor: Actor, now: datetime) -> None:
    """Let those on the lists whose channel failed be told by their next one."""
    api.fall_back(actor=actor, now=now)


def read_replies(*, actor: Actor, now: datetime) -> None:
    """Take what phones sent back as answers to calls."""
    api.read_replies(now=now)


def ring_for_lists(*, actor: Actor, now: datetime) -> None:
    """Ring again for long lists that were not frozen in time."""
    api.ring_for_lists()


TICKS = (
    ring_for_lists,
    read_replies,
    watch_after_reviews,
    move_calls,
    try_the_next_channel,
    ring_for_counting,
    ring_for_partners,
)
