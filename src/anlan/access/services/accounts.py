"""Creating accounts, giving and taking roles, disabling, passwords by the administrator."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.access import events
from anlan.access.domain import roles
from anlan.access.domain.errors import OwnAccount, RoleAlreadyHeld, UsernameNotValid, UsernameTaken
from anlan.access.models import RoleGrant, User
from anlan.access.services.endings import end_sessions
from anlan.access.services.passwords import check_strength
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import level_of
from anlan.support import journal
from anlan.support.rights import regions_of, require, require_visible

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """What a new account needs; it belongs to ``region``, whose administrator keeps it."""

    username: str
    name: str
    region: str
    password: str
    person_id: UUID | None = None


@transaction.atomic
def create_user(*, new: NewUser, actor: Actor, now: datetime) -> UUID:
    """Create an account without any role; return its id."""
    require(actor, "access.manage_accounts", new.region)
    level_of(new.region)
    if not _USERNAME.fullmatch(new.username):
        raise UsernameNotValid(username=new.username)
    if not 1 <= len(new.name.strip()) <= _LONGEST_NAME:
        raise InvalidValue(field="name", value=new.name, rule="1_to_40_characters")
    if User.objects.filter(username=new.username).exists():
        raise UsernameTaken(username=new.username)
    check_strength(new.password)
    user = User.objects.create_user(
        new.username,
        new.password,
        name=new.name.strip(),
        region=new.region,
        person_id=new.person_id,
        created_at=now,
    )
    event = events.AccountCreated(
        subject=events.account_subject(user.id), region=new.region, username=user.username, name=user.name
    )
    journal.announce(event, actor=actor, now=now)
    return user.id


@transaction.atomic
def create_user_with_role(*, new: NewUser, role: str, actor: Actor, now: datetime) -> UUID:
    """Create an account and give it a role in its own region, both or neither; return its id."""
    user_id = create_user(new=new, actor=actor, now=now)
    grant_role(user_id=user_id, role=role, region=new.region, actor=actor, now=now)
    return user_id


@transaction.atomic
def grant_role(*, user_id: UUID, role: str, region: str, actor: Actor, now: datetime) -> None:
    """Give an account a role in a region and all below it."""
    user = _lock(user_id, actor)
    wanted = roles.check_grant(role, region, holder=roles.PERSON)
    roles.check_giver(wanted, region, regions_of(actor, "access.manage_accounts"))
    _, is_new = RoleGrant.objects.get_or_create(user=user, role=role, region=region)
    if not is_new:
        raise RoleAlreadyHeld(role=role, region=region)
    _bump(user)
    event = events.RoleGranted(
        subject=events.account_subject(user.id), region=region, username=user.username, role=role
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def revoke_role(*, user_id: UUID, role: str, region: str, actor: Actor, now: datetime) -> None:
    """Take a role from an account; who may not give it there may not take it."""
    user = _lock(user_id, actor)
    wanted = roles.check_grant(role, region, holder=roles.PERSON)
    roles.check_giver(wanted, region, regions_of(actor, "access.manage_accounts"))
    removed, _ = RoleGrant.objects.filter(user=user, role=role, region=region).delete()
    if not removed:
        raise NotFound(what="grant")
    _bump(user)
    event = events.RoleRevoked(
        subject=events.account_subject(user.id), region=region, username=user.username, role=role
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def disable_user(*, user_id: UUID, actor: Actor, now: datetime) -> None:
    """Disable an account and end its sessions; disabling twice changes nothing."""
    user = _lock(user_id, actor)
    if actor.id == str(user.id):
        raise OwnAccount(username=user.username)
    _require_reach_over(user, actor)
    if not user.is_active:
        return
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user.id)
    event = events.AccountDisabled(subject=events.account_subject(user.id), region=user.region, username=user.username)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def enable_user(*, user_id: UUID, actor: Actor, now: datetime) -> None:
    """Enable a disabled account again; enabling twice changes nothing."""
    user = _lock(user_id, actor)
    _require_reach_over(user, actor)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    event = events.AccountEnabled(subject=events.account_subject(user.id), region=user.region, username=user.username)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def reset_password(*, user_id: UUID, actor: Actor, now: datetime) -> str:
    """Give an account a fresh random password, end its sessions, and return the password to be shown once."""
    user = _lock(user_id, actor)
    _require_reach_over(user, actor)
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user.id)
    event = events.PasswordReset(subject=events.account_subject(user.id), region=user.region, username=user.username)
    journal.announce(event, actor=actor, now=now)
    return password


def _lock(user_id: UUID, actor: Actor) -> User:
    """Return the account for a change, if the actor may see and keep it."""
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound(what="account")
    require_visible(actor, "access.see_accounts", user.region, "account")
    require(actor, "access.manage_accounts", user.region)
    return user


def _require_reach_over(user: User, actor: Actor) -> None:
    """Refuse to touch an account that holds a role the actor could not have given."""
    managed = regions_of(actor, "access.manage_accounts")
    for grant in user.role_grants.all():
        roles.check_giver(roles.roles()[grant.role], grant.region, managed)


def _bump(user: User) -> None:
    user.grants_version += 1
    user.save(update_fields=["grants_version"])
