"""What was found and written off between two instants, and how it stands: for those who write of a region's days."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from anlan.dangers.domain.states import OPEN, DangerState
from anlan.dangers.models import Danger
from anlan.dangers.selectors.scope import visible
from anlan.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class FoundCounts:
    """Hidden dangers found in a time, how many of them are major, and how many were written off in it."""

    found: int
    major: int
    closed: int


def found_between(actor: Actor, region: str, since: datetime, until: datetime) -> FoundCounts:
    """Return the counts from ``since`` to before ``until``; dismissed ones are left out."""
    rows = _rows(actor, region)
    found = rows.filter(found_at__gte=since, found_at__lt=until).aggregate(
        found=Count("state"), major=Count("state", filter=Q(grade="major"))
    )
    closed = rows.filter(state=DangerState.CLOSED.value, closed_at__gte=since, closed_at__lt=until).count()
    return FoundCounts(found["found"], found["major"], closed)


def open_and_overdue(actor: Actor, region: str) -> tuple[int, int]:
    """Return how many of a region's hidden dangers are open now, and how many of those are past their day."""
    rows = _rows(actor, region).filter(state__in=[state.value for state in sorted(OPEN)])
    counted = rows.aggregate(open=Count("state"), overdue=Count("state", filter=Q(is_overdue=True)))
    return counted["open"], counted["overdue"]


def first_found(actor: Actor, region: str) -> datetime | None:
    """Return when the first of a region's hidden dangers was found; nothing where there is none."""
    return _rows(actor, region).aggregate(first=Min("found_at"))["first"]


def _rows(actor: Actor, region: str) -> QuerySet[Danger]:
    rows = visible(actor).filter(region__startswith=region).order_by()
    return rows.exclude(state=DangerState.DISMISSED.value)
