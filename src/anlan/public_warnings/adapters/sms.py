"""SMS by an HTTP gateway that knows a repeated message id: POST /messages, GET /messages/ID, POST /receipts."""

from uuid import UUID

import httpx

from anlan.public_warnings.adapters.wall import require_own_world
from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt

_TIMEOUT = httpx.Timeout(10, connect=3)
_NOT_FOUND = 404
_FIRST_FAULT_OF_OURS, _FIRST_FAULT_OF_THEIRS = 400, 500
_TOO_MANY = 429


class SmsSender:
    """One gateway at ``url``; safe to use from several threads."""

    is_shared = True

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=_TIMEOUT)

    def send(self, message: Outgoing) -> Accepted:
        """Hand the message over; the gateway takes the same id only once."""
        require_own_world(message)
        body = {
            "id": str(message.id),
            "to": message.address,
            "text": message.text,
            "route": "exercise" if message.is_exercise else "real",
        }
        return _accepted(self._ask("POST", "/messages", body))

    def find(self, message: Outgoing) -> Accepted | None:
        """Ask the gateway whether it has the message."""
        answer = self._ask("GET", f"/messages/{message.id}", None)
        return None if answer.status_code == _NOT_FOUND else _accepted(answer)

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """Return which of the messages have reached their phones, and which never will, with the gateway's reason."""
        found = self._ask("POST", "/receipts", {"ids": [str(each) for each in ids]}).json()
        arrived = (Receipt(UUID(each)) for each in found["delivered"])
        lost = (Receipt(UUID(each), "failed", str(why)) for each, why in found.get("failed", {}).items())
        return frozenset((*arrived, *lost))

    def probe(self) -> None:
        """Ask for the receipts of no message: the gateway, its address and its rights are tried, and nobody reached."""
        self._ask("POST", "/receipts", {"ids": []})

    def _ask(self, method: str, path: str, body: object) -> httpx.Response:
        try:
            answer = self._client.request(method, path, json=body)
        except httpx.HTTPError as error:
            raise ChannelDown(f"{type(error).__name__}: {error}") from error
        if answer.status_code >= _FIRST_FAULT_OF_THEIRS or answer.status_code == _TOO_MANY:
            raise ChannelDown(f"gateway answered {answer.status_code}")
        if answer.status_code >= _FIRST_FAULT_OF_OURS and answer.status_code != _NOT_FOUND:
            raise MessageRefused(f"gateway answered {answer.status_code}: {answer.text[:200]}")
        return answer


def _accepted(answer: httpx.Response) -> Accepted:
    if answer.status_code == _NOT_FOUND:
        raise ChannelDown("gateway answered 404")
    found = answer.json()
    return Accepted(str(found["reference"]), is_delivered=found["status"] == "delivered")
