"""The clock over hidden dangers: reminds before a deadline, tells of late ones, a step higher the longer it lasts."""

from datetime import datetime
from typing import Final

from django.db import transaction

from anlan.dangers.domain.deadlines import Watch, watched_until
from anlan.dangers.domain.states import DangerState
from anlan.dangers.events import DangerOverdue, DangerReminded
from anlan.dangers.models import Danger
from anlan.dangers.selectors import rules
from anlan.dangers.services.steps import keep, tell, watch
from anlan.kernel.actors import Actor

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
