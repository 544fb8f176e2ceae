"""The demonstration's accounts: put in at once with one password, and taken out again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from anlan.access.domain.roles import PERSON, check_grant
from anlan.access.models import RoleGrant, User
from anlan.kernel.actors import Actor
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationUser:
    """An account of the demonstration, with one role in its region."""

    id: UUID
    username: str
    name: str
    role: str
    region: str
    person_id: UUID | None = None


@transaction.atomic
def put_demonstration_users(
    *, users: tuple[DemonstrationUser, ...], password: str, actor: Actor, now: datetime
) -> None:
    """Put the demonstration's accounts in, replacing those put in before; the platform itself does it."""
    rights.require_platform(actor)
    hashed = make_password(password)
    for new in users:
        check_grant(new.role, new.region, holder=PERSON)
        values = {
            "username": new.username,
            "name": new.name,
            "region": new.region,
            "person_id": new.person_id,
            "password": hashed,
            "is_active": True,
            "is_demo": True,
            "created_at": now,
        }
        user, _ = User.objects.update_or_create(id=new.id, defaults=values)
        user.role_grants.all().delete()
        RoleGrant.objects.create(user=user, role=new.role, region=new.region)
        user.grants_version += 1
        user.save(update_fields=["grants_version"])


@transaction.atomic
def remove_demonstration_users(*, actor: Actor) -> None:
    """Take the demonstration's accounts out."""
    rights.require_platform(actor)
    User.objects.filter(is_demo=True).delete()
