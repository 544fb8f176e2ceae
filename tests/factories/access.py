"""Accounts, keys and signed-in clients."""

from datetime import UTC, datetime
from itertools import count

from django.test import Client

from anlan.access.domain.keys import fresh_key
from anlan.access.models import ApiKey, KeyGrant, RoleGrant, User

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_numbers = count(1)


def build_user(role="", region="5134", *, username="", name="", password=None, person_id=None, home="") -> User:
    """Store an account, with one role where one is named; it belongs to ``home``, by default to ``region``."""
    number = next(_numbers)
    user = User(
        username=username or f"user{number}",
        name=name or f"{role or 'person'} {number}",
        region=home or region,
        person_id=person_id,
        created_at=LONG_AGO,
    )
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    if role:
        build_grant(user, role, region)
    return user


def build_grant(user, role, region) -> RoleGrant:
    """Give an account one more role."""
    grant = RoleGrant.objects.create(user=user, role=role, region=region)
    user.grants_version += 1
    user.save(update_fields=["grants_version"])
    return grant


def client_of(user, **options) -> Client:
    """Return a browser in which the account is signed in."""
    client = Client(**options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def client_with(role, region="5134", **options) -> Client:
    """Return a browser in which a fresh account of one role in one region is signed in."""
    return client_of(build_user(role, region), **options)


def build_api_key(role="gateway", region="5134", *, name="gauges", expires_at=None, revoked_at=None, code="") -> tuple:
    """Store a key; return its row and its token."""
    fresh = fresh_key()
    row = ApiKey.objects.create(
        name=name,
        region=region,
        prefix=fresh.prefix,
        digest=fresh.digest,
        created_by="a test",
        created_at=LONG_AGO,
        expires_at=expires_at,
        revoked_at=revoked_at,
    )
    KeyGrant.objects.create(key=row, role=role, region=region, code=code)
    return row, fresh.token


def bearer(token) -> dict[str, str]:
    """Return the request headers that bear a key, for ``client.get(..., **bearer(token))``."""
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}
