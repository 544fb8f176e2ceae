"""SMS by an HTTP gateway that knows a repeated message id: POST /messages, GET /messages/ID, POST /receipts."""

from uuid import UUID

import httpx

from anlan.public_warnings.adapters.http import ask, asked_for, client, json_of, require_success
from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.ports import Accepted, ChannelDown, Outgoing, Receipt

_NOT_FOUND = 404


class SmsSender:
    """One channel by the gateway at ``url``; safe to use from several threads."""

    is_shared = True

    def __init__(self, channel: str, url: str) -> None:
        self._channel, self._url, self._client = channel, url.rstrip("/"), client()

    def send(self, message: Outgoing) -> Accepted:
        """Hand the message over; the gateway takes the same id only once."""
        require_own(message, self._channel)
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
        found = json_of(self._ask("POST", "/receipts", {"ids": [str(each) for each in ids]}))
        delivered, failed = found.get("delivered"), found.get("failed", {})
        if not isinstance(delivered, list) or not isinstance(failed, dict):
            raise ChannelDown("the answer names no receipts")
        arrived = (Receipt(each) for each, _ in asked_for(ids, delivered))
        lost = (Receipt(each, "failed", str(failed[name])) for each, name in asked_for(ids, failed))
        return frozenset((*arrived, *lost))

    def probe(self) -> None:
        """Ask for the receipts of no message: the gateway, its address and its rights are tried, and nobody reached."""
        self._ask("POST", "/receipts", {"ids": []})

    def _ask(self, method: str, path: str, body: object) -> httpx.Response:
        answer = ask(self._client, method, f"{self._url}{path}", json=body)
        is_refused = answer.is_client_error and answer.status_code != _NOT_FOUND
        return require_success(answer) if is_refused else answer


def _accepted(answer: httpx.Response) -> Accepted:
    if answer.status_code == _NOT_FOUND:
        raise ChannelDown("gateway answered 404")
    found = json_of(answer)
    if not {"reference", "status"} <= found.keys():
        raise ChannelDown("the answer names no reference")
    return Accepted(str(found["reference"]), is_delivered=found["status"] == "delivered")
