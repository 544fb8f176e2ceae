"""Voice calls as data: which key means what, how a call may end, and how both sides sign what they say."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from anlan.kernel.errors import AnlanError, ErrorClass
from anlan.support.tables import load_table

SKEW: Final = timedelta(minutes=5)


class NotSigned(AnlanError):
    """A gateway's notice carries no signature of ours, a wrong one, or one of another time: ``rule``."""

    code = "public_warnings.voice_notice_not_signed"
    message = "The notice of the voice gateway is not signed as agreed (%(rule)s)."
    error_class = ErrorClass.NOT_ALLOWED


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the telephone: ``means`` is answer, repeat or connect; answers are read by the table of replies."""

    digit: str
    means: str


@cache
def offered_keys() -> tuple[Key, ...]:
    """Return the keys that a call offers."""
    return tuple(Key(row["digit"], row["means"]) for row in _table()["key"])


def means_of(digit: str) -> str:
    """Return what a key means; an unknown one is an answer that nobody understands, and kept as such."""
    return next((key.means for key in offered_keys() if key.digit == digit), "answer")


def outcome_of(result: str) -> tuple[str, str]:
    """Return ``delivered`` or ``failed`` for a call's end, with the word for it; an unknown end has failed."""
    row = _table()["result"].get(result)
    return (row["outcome"], row["word"]) if row else ("failed", result[:40])


def word(key: str) -> str:
    """Return a sentence of the table."""
    found: str = _table()["words"][key]
    return found


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the hexadecimal HMAC-SHA256 of time and body."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def require_signed(secret: str, *, timestamp: str, given: str, body: bytes, real: datetime) -> None:
    """Refuse what was not signed with the secret within five minutes of now; without a secret nothing is signed."""
    if not secret:
        raise NotSigned(rule="no_secret_is_set")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise NotSigned(rule="timestamp_in_seconds")
    wanted = f"sha256={signature(secret, timestamp, body)}"
    if not hmac.compare_digest(wanted.encode(), given.encode()):
        raise NotSigned(rule="signature")
    if abs(real.timestamp() - int(timestamp)) > SKEW.total_seconds():
        raise NotSigned(rule="within_five_minutes")


def _table() -> dict[str, Any]:
    return load_table("anlan.public_warnings", "voice")
