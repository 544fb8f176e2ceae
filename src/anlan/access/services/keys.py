"""Creating and revoking keys of machines."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from anlan.access import events
from anlan.access.domain import keys, roles
from anlan.access.models import ApiKey, KeyGrant
from anlan.kernel.actors import Actor, Grant
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import level_of
from anlan.support import journal
from anlan.support.rights import regions_of, require, require_visible

_USE_IS_NOTED_EVERY = timedelta(minutes=1)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """What a new key needs; it belongs to ``region``, whose administrator keeps it."""

    name: str
    region: str
    grants: tuple[Grant, ...]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A key just made; ``token`` is never seen again."""

    id: UUID
    token: str


@transaction.atomic
def create_api_key(*, new: NewKey, actor: Actor, now: datetime) -> IssuedKey:
    """Create a key with its grants; the token is returned once and only its hash is kept."""
    require(actor, "access.manage_keys", new.region)
    grants = _checked(new, actor, now)
    fresh = keys.fresh_key()
    row = ApiKey.objects.create(
        name=new.name.strip(),
        region=new.region,
        prefix=fresh.prefix,
        digest=fresh.digest,
        created_by=actor.name,
        created_at=now,
        expires_at=new.expires_at,
    )
    KeyGrant.objects.bulk_create(
        KeyGrant(key=row, role=grant.role, region=grant.region, code=grant.code) for grant in grants
    )
    event = events.KeyCreated(
        subject=events.key_subject(row.id),
        region=new.region,
        name=row.name,
        prefix=row.prefix,
        roles=tuple(grant.role for grant in grants),
        codes=tuple(grant.code for grant in grants if grant.code),
    )
    journal.announce(event, actor=actor, now=now)
    return IssuedKey(row.id, fresh.token)


def _checked(new: NewKey, actor: Actor, now: datetime) -> tuple[Grant, ...]:
    level_of(new.region)
    if not 1 <= len(new.name.strip()) <= _LONGEST_NAME:
        raise InvalidValue(field="name", value=new.name, rule="1_to_80_characters")
    if not new.grants:
        raise InvalidValue(field="grants", value="", rule="at_least_one")
    if new.expires_at is not None and new.expires_at <= now:
        raise InvalidValue(field="expires_at", value=new.expires_at, rule="in_the_future")
    managed = regions_of(actor, "access.manage_keys")
    found = []
    for grant in new.grants:
        role = roles.check_grant(grant.role, grant.region, holder=roles.KEY)
        roles.check_giver(role, grant.region, managed)
        found.append(replace(grant, code=roles.checked_code(role, grant.code)))
    return tuple(found)


@transaction.atomic
def revoke_api_key(*, key_id: UUID, actor: Actor, now: datetime) -> None:
    """Revoke a key for good; revoking twice changes nothing."""
    row = ApiKey.objects.select_for_update().filter(id=key_id).first()
    if row is None:
        raise NotFound(what="api_key")
    require_visible(actor, "access.see_accounts", row.region, "api_key")
    require(actor, "access.manage_keys", row.region)
    if row.revoked_at is not None:
        return
    row.revoked_at = now
    row.save(update_fields=["revoked_at"])
    event = events.KeyRevoked(subject=events.key_subject(row.id), region=row.region, name=row.name, prefix=row.prefix)
    journal.announce(event, actor=actor, now=now)


def note_key_use(token: str, *, now: datetime) -> None:
    """Note that a key was used, at most once a minute."""
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - _USE_IS_NOTED_EVERY) | Q(last_used_at__gt=now)
    ApiKey.objects.filter(stale, prefix=keys.prefix_in(token)).update(last_used_at=now)
