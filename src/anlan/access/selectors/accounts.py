"""Accounts as their administrator and their owner see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from anlan.access.models import SessionRecord, User
from anlan.kernel.actors import Actor, Grant
from anlan.kernel.errors import NotFound
from anlan.support.rights import require_visible, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account with its grants."""

    id: UUID
    username: str
    name: str
    region: str
    is_active: bool
    last_login: datetime | None
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFilter:
    """What a reader of the list asks for; an empty field asks for nothing."""

    text: str = ""
    role: str = ""
    region: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session of one's own that has not ended."""

    id: UUID
    session_key: str
    address: str
    agent: str
    signed_in_at: datetime


def account(actor: Actor, user_id: UUID) -> Account:
    """Return one account in the actor's regions."""
    row = User.objects.filter(id=user_id).prefetch_related("role_grants").first()
    if row is None:
        raise NotFound(what="account")
    require_visible(actor, "access.see_accounts", row.region, "account")
    return _account(row)


def accounts(actor: Actor, wanted: AccountFilter, *, offset: int = 0, limit: int = 50) -> tuple[Account, ...]:
    """Return a page of the accounts in the actor's regions, by region and user name."""
    rows = _visible(actor, wanted).prefetch_related("role_grants").order_by("region", "username")
    return tuple(_account(row) for row in rows[offset : offset + limit])


def account_count(actor: Actor, wanted: AccountFilter) -> int:
    """Return how many accounts match in the actor's regions."""
    return _visible(actor, wanted).count()


def _visible(actor: Actor, wanted: AccountFilter) -> "QuerySet[User]":
    rows = User.objects.filter(within(actor, "access.see_accounts"))
    if wanted.text:
        rows = rows.filter(Q(username__icontains=wanted.text) | Q(name__icontains=wanted.text))
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.role:
        rows = rows.filter(id__in=User.objects.filter(role_grants__role=wanted.role).values("id"))
    if wanted.state in ("active", "disabled"):
        rows = rows.filter(is_active=wanted.state == "active")
    return rows


def _account(row: User) -> Account:
    grants = sorted(row.role_grants.all(), key=lambda grant: (grant.region, grant.role))
    return Account(
        id=row.id,
        username=row.username,
        name=row.name,
        region=row.region,
        is_active=row.is_active,
        last_login=row.last_login,
        grants=tuple(Grant(grant.role, grant.region, grant.organisation_id) for grant in grants),
    )


def own_sessions(user_id: UUID, *, real_now: datetime) -> tuple[OpenSession, ...]:
    """Return a person's own open sessions, newest first."""
    alive = Session.objects.filter(expire_date__gt=real_now).values("session_key")
    rows = SessionRecord.objects.filter(user_id=user_id, session_key__in=alive).order_by("-signed_in_at")
    return tuple(
        OpenSession(
            id=row.id,
            session_key=row.session_key,
            address=row.address,
            agent=row.agent,
            signed_in_at=row.signed_in_at,
        )
        for row in rows
    )
