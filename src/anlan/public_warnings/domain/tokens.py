"""One-tap confirm links: a short token that names one step of one call and that only this platform can make."""

import base64
import binascii
import hashlib
import hmac
from typing import Final
from uuid import UUID

from anlan.public_warnings.domain.errors import TokenForged

_MARK_BYTES: Final = 14
_ID_BYTES: Final = 16


def token_of(step_id: UUID, key: str) -> str:
    """Return the token of a step: 40 letters, so that a link fits into an SMS."""
    return base64.urlsafe_b64encode(step_id.bytes + _mark(step_id.bytes, key)).decode()


def step_of(token: str, key: str) -> UUID:
    """Return the step that ``token`` names; refuse what this platform did not make."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError, ValueError) as error:
        raise TokenForged() from error
    named, mark = raw[:_ID_BYTES], raw[_ID_BYTES:]
    if len(raw) != _ID_BYTES + _MARK_BYTES or not hmac.compare_digest(mark, _mark(named, key)):
        raise TokenForged()
    return UUID(bytes=named)


def _mark(named: bytes, key: str) -> bytes:
    secret = b"anlan.public_warnings.confirm\0" + key.encode()
    return hmac.new(secret, named, hashlib.sha256).digest()[:_MARK_BYTES]
