"""What the fast channel owes: a look by another person, announced when it is overdue."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.public_warnings.events import AfterReviewOverdue, WarningIssuedAtOnce
from anlan.public_warnings.models import AfterReview, PublicWarning
from anlan.public_warnings.services.powers import Power
from anlan.public_warnings.services.rows import named
from anlan.support import journal


@dataclass(frozen=True, slots=True)
class Moment:
    """Who acts, and when."""

    actor: Actor
    now: datetime


def owe_review(warning: PublicWarning, power: Power, due_at: datetime, moment: Moment) -> None:
    """Write down that another person owes a look by ``due_at``; the caller's transaction."""
    AfterReview.objects.create(
        warning=warning,
        region=warning.region,
        issuer_name=moment.actor.name,
        issuer_keys=power.keys,
        issued_at=moment.now,
        due_at=due_at,
        is_exercise=warning.is_exercise,
    )
    event = WarningIssuedAtOnce(**named(warning), due_at=due_at)
    journal.announce(event, actor=moment.actor, now=moment.now)


@transaction.atomic
def announce_overdue_reviews(*, actor: Actor, now: datetime) -> int:
    """Announce once every look afterwards whose time is over; return how many."""
    rows = AfterReview.objects.select_for_update(of=("self",), skip_locked=True).select_related("warning")
    found = list(rows.filter(reviewed_at=None, overdue_at=None, due_at__lte=now))
    for owed in found:
        owed.overdue_at = now
        owed.save(update_fields=["overdue_at"])
        event = AfterReviewOverdue(**named(owed.warning), due_at=owed.due_at, issuer_name=owed.issuer_name)
        journal.announce(event, actor=actor, now=now)
    return len(found)
