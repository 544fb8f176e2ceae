"""How a region's duty rooms served between two instants."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from anlan.duty.domain.rollcalls import RollState
from anlan.duty.models import Handover, RollLine
from anlan.kernel.actors import Actor
from anlan.support.rights import within

_SEE = "duty.see"


@dataclass(frozen=True, slots=True)
class ServiceCounts:
    """Hand-overs and those told of as late; rooms called by a roll-call and those that did not answer in time."""

    handovers: int
    late_handovers: int
    called: int
    unanswered: int


def service_between(actor: Actor, region: str, since: datetime, until: datetime) -> ServiceCounts:
    """Return the counts from ``since`` to before ``until``."""
    handovers = _handovers(actor, region).filter(changeover_at__gte=since, changeover_at__lt=until)
    rolls = _rolls(actor, region).filter(call__asked_at__gte=since, call__asked_at__lt=until)
    late = [RollState.LATE.value, RollState.MISSED.value]
    handed = handovers.aggregate(all=Count("id"), late=Count("id", filter=Q(late_told_at__isnull=False)))
    called = rolls.aggregate(all=Count("id"), late=Count("id", filter=Q(state__in=late)))
    return ServiceCounts(handed["all"], handed["late"], called["all"], called["late"])


def first_service(actor: Actor, region: str) -> datetime | None:
    """Return when the records of a region's duty begin; nothing where there are none."""
    handed = _handovers(actor, region).aggregate(first=Min("changeover_at"))["first"]
    called = _rolls(actor, region).aggregate(first=Min("call__asked_at"))["first"]
    return min((each for each in (handed, called) if each), default=None)


def _handovers(actor: Actor, region: str) -> QuerySet[Handover]:
    return Handover.objects.filter(within(actor, _SEE), region__startswith=region).order_by()


def _rolls(actor: Actor, region: str) -> QuerySet[RollLine]:
    return RollLine.objects.filter(within(actor, _SEE), region__startswith=region).order_by()
