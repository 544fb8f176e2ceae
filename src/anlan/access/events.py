"""What happens to accounts, roles and keys."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from anlan.kernel.events import DomainEvent


def account_subject(user_id: UUID) -> str:
    """Return the subject under which an account's entries stand."""
    return f"account:{user_id}"


def key_subject(key_id: UUID) -> str:
    """Return the subject under which a key's entries stand."""
    return f"api_key:{key_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCreated(DomainEvent):
    """An account was created."""

    kind: ClassVar[str] = "access.account_created"

    username: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDisabled(DomainEvent):
    """An account was disabled and its sessions ended."""

    kind: ClassVar[str] = "access.account_disabled"

    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEnabled(DomainEvent):
    """A disabled account was enabled again."""

    kind: ClassVar[str] = "access.account_enabled"

    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(DomainEvent):
    """A role was given to an account in a region."""

    kind: ClassVar[str] = "access.role_granted"

    username: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRevoked(DomainEvent):
    """A role was taken from an account in a region."""

    kind: ClassVar[str] = "access.role_revoked"

    username: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(DomainEvent):
    """A person changed the own password."""

    kind: ClassVar[str] = "access.password_changed"

    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordReset(DomainEvent):
    """An administrator gave an account a new password."""

    kind: ClassVar[str] = "access.password_reset"

    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(DomainEvent):
    """A person signed in."""

    kind: ClassVar[str] = "access.signed_in"

    username: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut(DomainEvent):
    """A person signed out."""

    kind: ClassVar[str] = "access.signed_out"

    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(DomainEvent):
    """A person ended another of the own sessions."""

    kind: ClassVar[str] = "access.session_ended"

    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCreated(DomainEvent):
    """An API key was created."""

    kind: ClassVar[str] = "access.key_created"

    name: str
    prefix: str
    roles: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRevoked(DomainEvent):
    """An API key was revoked."""

    kind: ClassVar[str] = "access.key_revoked"

    name: str
    prefix: str
