"""Which actor an account or a key is, and who holds a right in a region."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from anlan.access.domain import keys
from anlan.access.models import ApiKey, RoleGrant, User
from anlan.kernel.actors import Actor, Grant
from anlan.kernel.regions import NATION, lineage
from anlan.support.rights import roles_by_right


@dataclass(frozen=True, slots=True, kw_only=True)
class RightHolder:
    """An account that holds a right somewhere, by which role and where."""

    user_id: UUID
    name: str
    person_id: UUID | None
    role: str
    region: str


def actor_of_user(user: User) -> Actor:
    """Return the actor that an account is; its grants are read once per version in a process."""
    grants = _grants_of(user.id, user.grants_version)
    return Actor(id=str(user.id), name=user.name or user.username, grants=grants, person_id=user.person_id)


def actor_of_account(user_id: UUID) -> Actor | None:
    """Return the actor that an account is now; nothing where there is none or it was disabled."""
    user = User.objects.filter(id=user_id, is_active=True).first()
    return actor_of_user(user) if user else None


@lru_cache(maxsize=4096)
def _grants_of(user_id: UUID, version: int) -> tuple[Grant, ...]:
    rows = RoleGrant.objects.filter(user_id=user_id).order_by("region", "role")
    return tuple(Grant(*row) for row in rows.values_list("role", "region", "organisation_id"))


def actor_of_key(token: str, *, now: datetime) -> Actor | None:
    """Return the actor that a bearer key is at ``now``, or nothing where the key is not in force."""
    rows = ApiKey.objects.filter(prefix=keys.prefix_in(token)).values_list(
        "id", "name", "digest", "expires_at", "revoked_at", "grants__role", "grants__region", "grants__code"
    )
    found = tuple(rows)
    if not found:
        return None
    key_id, name, digest, expires_at, revoked_at, *_ = found[0]
    is_known = hmac.compare_digest(digest, keys.digest_of(token))
    if not is_known or not keys.is_in_force(now=now, expires_at=expires_at, revoked_at=revoked_at):
        return None
    grants = tuple(Grant(role, region, code=code or "") for *_, role, region, code in found if role)
    return Actor(id=f"key:{key_id}", name=name, grants=grants)


def people_with(right: str, region: str, *, limit: int = 200) -> tuple[RightHolder, ...]:
    """Return the active accounts that hold ``right`` in ``region``, nearest grant first."""
    return people_in_roles(roles_by_right()[right], region, limit=limit)


def regions_with(right: str) -> tuple[str, ...]:
    """Return the regions in which somebody active holds ``right``, the highest first."""
    rows = RoleGrant.objects.filter(role__in=roles_by_right()[right], user__is_active=True)
    return tuple(
        sorted(set(rows.order_by().values_list("region", flat=True)), key=lambda region: (len(region), region))
    )


def people_in_roles(roles: Iterable[str], region: str, *, limit: int = 200) -> tuple[RightHolder, ...]:
    """Return the active accounts that hold one of ``roles`` for ``region``, nearest grant first."""
    rows = (
        RoleGrant.objects.filter(role__in=tuple(roles), region__in=(*lineage(region), NATION), user__is_active=True)
        .select_related("user")
        .order_by("-region", "user__username")
    )
    holders: dict[UUID, RightHolder] = {}
    for row in rows[: limit * 4]:
        holders.setdefault(
            row.user_id,
            RightHolder(
                user_id=row.user_id,
                name=row.user.name,
                person_id=row.user.person_id,
                role=row.role,
                region=row.region,
            ),
        )
    return tuple(holders.values())[:limit]
