"""The consistency check: plans in force are looked at in turn, what is found is kept until it is gone."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import F, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.plans.domain.consistency import Finding, findings
from anlan.plans.domain.states import PlanState
from anlan.plans.domain.text import PlanText
from anlan.plans.models import PlanEdition, PlanFinding
from anlan.plans.selectors.surroundings import Registers
from anlan.support.rights import require_visible, within

_EVERY: Final = timedelta(hours=24)
_AT_A_TIME: Final = 5


@transaction.atomic
def check_plan(*, plan_id: UUID, actor: Actor, now: datetime) -> int:
    """Check one edition, in force or still a draft, as the registers stand now; return how many things were found."""
    row = PlanEdition.objects.select_for_update().filter(id=plan_id).first()
    if row is None:
        raise NotFound(what="plan")
    require_visible(actor, "plans.see", row.region, "plan")
    return len(_checked(row, Registers(now=now), now))


@transaction.atomic
def check_plans(*, region: str, actor: Actor, now: datetime) -> int:
    """Check all plans in force of a region and below, where the actor sees them; return how many were looked at."""
    rows = _in_force(PlanEdition.objects.filter(within(actor, "plans.see"), region__startswith=region))
    return _check(rows.order_by("region", "key"), now)


@transaction.atomic
def check_stale_plans(*, actor: Actor, now: datetime) -> int:
    """Check a few plans that nobody looked at for a day, those that wait longest first; return how many."""
    stale = PlanEdition.objects.filter(Q(checked_at=None) | Q(checked_at__lt=now - _EVERY))
    rows = _in_force(stale).order_by(F("checked_at").asc(nulls_first=True), "id")
    return _check(rows[:_AT_A_TIME], now)


def _in_force(rows: QuerySet[PlanEdition]) -> QuerySet[PlanEdition]:
    return rows.filter(state=PlanState.IN_FORCE).select_for_update(skip_locked=True)


def _check(rows: Iterable[PlanEdition], now: datetime) -> int:
    registers = Registers(now=now)
    return len([_checked(row, registers, now) for row in rows])


def _checked(row: PlanEdition, registers: Registers, now: datetime) -> tuple[Finding, ...]:
    """Store what is found anew, keep what was found before, and forget what is gone."""
    text = msgspec.convert(row.text, PlanText)
    found = findings(text, registers.around(row, text))
    before = {_identity(each.kind, each.place, each.data): each.id for each in row.findings.all()}
    now_there = {_identity(each.kind, each.place, dict(each.data)): each for each in found}
    PlanFinding.objects.filter(id__in=[key for name, key in before.items() if name not in now_there]).delete()
    PlanFinding.objects.bulk_create(
        PlanFinding(
            edition=row,
            region=row.region,
            kind=each.kind,
            is_grave=each.is_grave,
            place=each.place,
            data=dict(each.data),
            first_seen_at=now,
        )
        for name, each in now_there.items()
        if name not in before
    )
    row.checked_at = now
    row.save(update_fields=["checked_at"])
    return found


def _identity(kind: str, place: str, data: dict[str, object]) -> tuple[str, str, str]:
    return kind, place, repr(sorted(data.items()))
