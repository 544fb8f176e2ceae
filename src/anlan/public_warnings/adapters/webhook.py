"""The CAP message to another system's address, signed so that it can tell who sends: HMAC-SHA256 over the body."""

import hashlib
import hmac
from uuid import UUID

import httpx

from anlan.public_warnings.adapters.http import ask, client, require_success
from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.ports import Accepted, ChannelDown, Outgoing, Receipt

_NO_SUCH_METHOD = 501


class WebhookSender:
    """Posts to each message's own address; ``key`` is shared with the receivers, ``addresses`` are those to test."""

    is_shared = False

    def __init__(self, channel: str, key: str, addresses: tuple[str, ...] = ()) -> None:
        self._channel, self._key, self._addresses = channel, key.encode(), addresses
        self._client = client()

    def send(self, message: Outgoing) -> Accepted:
        """Post the message; any 2xx is a receipt, and the id lets the receiver drop a repetition."""
        require_own(message, self._channel)
        headers = {
            "Content-Type": "application/cap+xml",
            "Anlan-Message-Id": str(message.id),
            "Anlan-Identifier": message.identifier,
            "Anlan-Signature": f"sha256={signature(self._key, message.document)}",
        }
        answer = ask(self._client, "POST", message.address, content=message.document, headers=headers)
        require_success(answer)
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
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise ChannelDown(f"{address}: {type(error).__name__}: {error}") from error
            if answer.is_server_error and answer.status_code != _NO_SUCH_METHOD:
                raise ChannelDown(f"{address} answered {answer.status_code}")


def signature(key: bytes, body: bytes) -> str:
    """Return the hexadecimal HMAC-SHA256 of ``body``."""
    return hmac.new(key, body, hashlib.sha256).hexdigest()
