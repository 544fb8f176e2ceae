"""How the mailboxes stand, for those who see what comes in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from anlan.intake.models import ReadMailbox
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.support import rights

_SHOWN_FOR: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxRow:
    """A mailbox: since when it cannot be read and why, how many letters could not be taken, which was the last."""

    name: str
    region: str
    polled_at: datetime | None
    fault: str
    fault_since: datetime | None
    refused: int
    last_refused: str
    refused_at: datetime | None


def mailboxes_in_trouble(actor: Actor) -> tuple[MailboxRow, ...]:
    """Return the mailboxes of the actor's regions that cannot be read, or refused a letter in the last week."""
    lately = clock.real_now() - _SHOWN_FOR
    rows = ReadMailbox.objects.filter(rights.within(actor, "intake.see")).filter(
        ~Q(fault="") | Q(refused_at__gt=lately)
    )
    return tuple(
        MailboxRow(**{name: getattr(row, name) for name in MailboxRow.__slots__}) for row in rows.order_by("name")
    )
