"""What looks at the clock."""

from datetime import datetime

from anlan.intake.adapters.imap import mailboxes
from anlan.intake.services.forwarding import watch_forwardings
from anlan.intake.services.mailing import ring_for_mailboxes
from anlan.intake.services.rewarding import watch_rewards
from anlan.kernel.actors import Actor


def look_into_mailboxes(*, actor: Actor, now: datetime) -> None:
    """Have the mailboxes of the settings read about once a minute, by the machine's clock."""
    names = tuple(each.name for each in mailboxes())
    if names:
        ring_for_mailboxes(names)


TICKS = (watch_forwardings, watch_rewards, look_into_mailboxes)
