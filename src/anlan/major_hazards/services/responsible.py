"""Naming the three who answer for a unit, and ticking off their duties."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.major_hazards.domain.duties import Duty, Role, period_of
from anlan.major_hazards.domain.errors import DutyTickedAlready, NobodyIsNamed
from anlan.major_hazards.models import DutyDone, Responsible
from anlan.major_hazards.selectors.responsible import roles
from anlan.major_hazards.services.reckoning import locked, tell


@transaction.atomic
def name_responsible(*, unit_id: UUID, role: str, name: str, post: str, actor: Actor, now: datetime) -> None:
    """Name who answers for a unit in one of the three roles, in place of who did."""
    unit = locked(unit_id, actor)
    found = _role(role)
    who, as_what = name.strip(), post.strip()
    if not 0 < len(who) <= 40:
        raise InvalidValue(field="name", value=who[:40], rule="1_to_40_characters")
    values = {"name": who, "post": as_what[:60], "named_at": now, "named_by": actor.name}
    Responsible.objects.update_or_create(unit=unit, role=role, defaults=values)
    tell(unit, "responsible", f"{found.name}: {who} {as_what}".strip(), actor=actor, now=now)


@transaction.atomic
def tick_duty(*, unit_id: UUID, role: str, duty: str, actor: Actor, now: datetime) -> None:
    """Tick off a duty for the period of now; once a period, and only where somebody answers for it."""
    unit = locked(unit_id, actor)
    found = _role(role)
    wanted = _duty(found, duty)
    if not Responsible.objects.filter(unit=unit, role=role).exists():
        raise NobodyIsNamed(role=found.name)
    period = period_of(in_china(now).date(), wanted.every)
    key = {"unit": unit, "role": role, "duty": duty, "period": period}
    if DutyDone.objects.filter(**key).exists():
        raise DutyTickedAlready(period=period)
    DutyDone.objects.create(**key, at=now, by=actor.name)
    tell(unit, "duty", f"{period} {found.name}: {wanted.text}", actor=actor, now=now)


def _role(key: str) -> Role:
    for role in roles():
        if role.key == key:
            return role
    raise InvalidValue(field="role", value=key[:20], rule="chosen_from_the_list")


def _duty(role: Role, key: str) -> Duty:
    for duty in role.duties:
        if duty.key == key:
            return duty
    raise InvalidValue(field="duty", value=key[:20], rule="chosen_from_the_list")
