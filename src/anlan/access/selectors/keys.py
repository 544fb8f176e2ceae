"""API keys as their administrator sees them: never the token."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.access.domain.keys import is_in_force
from anlan.access.models import ApiKey
from anlan.kernel.actors import Actor, Grant
from anlan.support.rights import within


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A key without its token."""

    id: UUID
    name: str
    region: str
    prefix: str
    grants: tuple[Grant, ...]
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    is_in_force: bool


def api_keys(actor: Actor, *, now: datetime, offset: int = 0, limit: int = 50) -> tuple[KeyRow, ...]:
    """Return a page of the keys in the actor's regions, newest first."""
    rows = ApiKey.objects.filter(within(actor, "access.see_accounts")).prefetch_related("grants")
    return tuple(_key(row, now) for row in rows.order_by("-created_at", "-id")[offset : offset + limit])


def api_key_count(actor: Actor) -> int:
    """Return how many keys stand in the actor's regions."""
    return ApiKey.objects.filter(within(actor, "access.see_accounts")).count()


def _key(row: ApiKey, now: datetime) -> KeyRow:
    return KeyRow(
        id=row.id,
        name=row.name,
        region=row.region,
        prefix=row.prefix,
        grants=tuple(Grant(grant.role, grant.region, code=grant.code) for grant in row.grants.all()),
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
        is_in_force=is_in_force(now=now, expires_at=row.expires_at, revoked_at=row.revoked_at),
    )
