"""The clock over hidden dangers: reminds before a deadline, tells of late ones, a step higher the longer it lasts."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from anlan.dangers.domain.deadlines import Watch, watched_until
from anlan.dangers.domain.listing import ListingState, level_above
from anlan.dangers.domain.states import DangerState
from anlan.dangers.events import DangerOverdue, DangerReminded, ListingOverdue, ListingUnpublished
from anlan.dangers.models import Danger, Listing
from anlan.dangers.selectors import rules
from anlan.dangers.services.listing import announce
from anlan.dangers.services.steps import keep, tell, watch
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china

_AT_ONCE: Final = 100


@transaction.atomic
def watch_deadlines(*, actor: Actor, now: datetime) -> None:
    """Tell of every hidden danger whose next rung of the ladder has come, of each rung once."""
    due = Danger.objects.filter(watch_at__lte=now).order_by("watch_at")
    for danger in due.select_for_update(skip_locked=True)[:_AT_ONCE]:
        until = watched_until(DangerState(danger.state), danger.due_at, danger.recheck_due_at)
        ladder = rules.ladder()
        if until is not None and danger.watched < len(ladder):
            _tell(danger, ladder[danger.watched], until, actor, now)
            danger.watched += 1
        watch(danger, now)
        danger.was_late = danger.was_late or danger.is_overdue
        danger.save(update_fields=["watch_at", "watched", "is_overdue", "was_late"])


def _tell(danger: Danger, rung: Watch, until: datetime, actor: Actor, now: datetime) -> None:
    if not rung.is_late:
        keep(danger, "remind", actor, now, tells=rung.tells)
        tell(DangerReminded, danger, actor, now, due_at=until, tells=rung.tells)
        return
    keep(danger, "late", actor, now, tells=rung.tells, days=rung.days)
    tell(DangerOverdue, danger, actor, now, due_at=until, days=rung.days, tells=rung.tells)


@transaction.atomic
def watch_listings(*, actor: Actor, now: datetime) -> None:
    """Tell once of each notice that was not published in its working days, and once of each that is late."""
    running = Listing.objects.select_related("danger").select_for_update(skip_locked=True, of=("self",))
    today = in_china(now).date()
    hidden = running.filter(state=ListingState.LISTED.value, publish_due_on__lt=today, unpublished_told_at=None)
    for listing in hidden[:_AT_ONCE]:
        listing.unpublished_told_at = now
        listing.save(update_fields=["unpublished_told_at"])
        due_on = listing.publish_due_on.isoformat()
        announce(ListingUnpublished, listing, listing.danger, actor, now, publish_due_on=due_on)
    standing = [ListingState.LISTED.value, ListingState.PUBLISHED.value]
    late = running.filter(state__in=standing, due_at__lte=now, late_told_at=None).exclude(level="province")
    for listing in late[:_AT_ONCE]:
        days = rules.procedure(listing.region).upgrade_after_days
        if listing.due_at + timedelta(days=days) <= now:
            listing.late_told_at = now
            listing.save(update_fields=["late_told_at"])
            above = level_above(listing.level)
            announce(ListingOverdue, listing, listing.danger, actor, now, due_at=listing.due_at, level_above=above)
