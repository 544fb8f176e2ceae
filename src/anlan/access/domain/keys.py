"""API keys: what they look like, what is kept of them, and whether one is in force."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

_FORM = re.compile(r"anlan_([0-9a-z]{10})_[0-9A-Za-z_-]{43}")
_PREFIX_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class FreshKey:
    """A new key: ``token`` is shown once, ``prefix`` and ``digest`` are kept."""

    token: str
    prefix: str
    digest: str


def fresh_key() -> FreshKey:
    """Return a new key with 256 random bits."""
    prefix = "".join(secrets.choice(_PREFIX_LETTERS) for _ in range(10))
    token = f"anlan_{prefix}_{secrets.token_urlsafe(32)}"
    return FreshKey(token, prefix, digest_of(token))


def digest_of(token: str) -> str:
    """Return what is kept of a token; plain SHA-256 is enough, because a token is random and long."""
    return hashlib.sha256(token.encode()).hexdigest()


def prefix_in(token: str) -> str:
    """Return the shown prefix of a token, or nothing where it has not the form of a key."""
    found = _FORM.fullmatch(token)
    return found[1] if found else ""


def is_in_force(*, now: datetime, expires_at: datetime | None, revoked_at: datetime | None) -> bool:
    """Tell whether a key may be used at ``now``; at its expiry it no longer may."""
    return revoked_at is None and (expires_at is None or now < expires_at)
