"""The CAP message to another system's address, signed so that it can tell who sends: HMAC-SHA256 over the body."""

import hashlib
import hmac
from uuid import UUID

import httpx

from anlan.public_warnings.adapters.wall import require_own_world
from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt

_TIMEOUT = httpx.Timeout(10, connect=3)
_FIRST_FAULT, _FIRST_FAULT_OF_THEIRS = 300, 500
_NO_SUCH_METHOD = 501
_HEALS = frozenset({408, 425, 429})


class WebhookSender:
    """Posts to each message's own address; ``key`` is shared with the receivers, ``addresses`` are those to test."""

    is_shared = False

    def __init__(self, key: str, addresses: tuple[str, ...] = ()) -> None:
        self._key, self._addresses = key.encode(), addresses
        self._client = httpx.Client(timeout=_TIMEOUT, follow_redirects=False)

    def send(self, message: Outgoing) -> Accepted:
        """Post the message; any 2xx is a receipt, and the id lets the receiver drop a repetition."""
        require_own_world(message)
        headers = {
            "Content-Type": "application/cap+xml",
            "Anlan-Message-Id": str(message.id),
            "Anlan-Identifier": message.identifier,
            "Anlan-Signature": f"sha256={signature(self._key, message.document)}",
        }
        try:
            answer = self._client.post(message.address, content=message.document, headers=headers)
        except httpx.HTTPError as error:
            raise ChannelDown(f"{type(error).__name__}: {error}") from error
        except httpx.InvalidURL as error:
            raise MessageRefused(str(error)) from error
        if answer.status_code >= _FIRST_FAULT_OF_THEIRS or answer.status_code in _HEALS:
            raise ChannelDown(f"receiver answered {answer.status_code}")
        if answer.status_code >= _FIRST_FAULT:
            raise MessageRefused(f"receiver answered {answer.status_code}")
        return Accepted(str(answer.status_code), is_delivered=True)

    def find(self, message: Outgoing) -> Accepted | None:
        """Receivers cannot be asked; they drop a repetition by its id."""
        return None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """A receiver's 2xx was the receipt already."""
        return frozenset()

    def probe(self) -> None:
        """Ask every receiver for its headers: whatever it answers below 500, it is there."""
        for address in self._addresses:
            try:
                answer = self._client.head(address)
            except httpx.HTTPError as error:
                raise ChannelDown(f"{address}: {type(error).__name__}: {error}") from error
            if answer.status_code >= _FIRST_FAULT_OF_THEIRS and answer.status_code != _NO_SUCH_METHOD:
                raise ChannelDown(f"{address} answered {answer.status_code}")


def signature(key: bytes, body: bytes) -> str:
    """Return the hexadecimal HMAC-SHA256 of ``body``."""
    return hmac.new(key, body, hashlib.sha256).hexdigest()
