"""Voice calls by an HTTP gateway that reads a text aloud and reports keys; each side signs what it says.

POST /calls, GET /calls/ID, POST /results; the gateway tells keys and ends to our ``/api/v1/warnings/voice/notices``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import httpx

from anlan.kernel import clock
from anlan.public_warnings.adapters.http import PATIENCE_SECONDS, ask, asked_for, client, json_of, require_success
from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.domain import voice
from anlan.public_warnings.ports import Accepted, ChannelDown, Outgoing, Receipt

_NOT_FOUND: Final = 404
_TIMES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceGateway:
    """Where the gateway is, the secret shared with it, where it reports to, and the duty room's number if any."""

    url: str
    secret: str = field(repr=False)
    callback: str
    duty_room: str = ""


class VoiceSender:
    """One gateway; it calls each message id once, however often it is asked to."""

    is_shared = True

    def __init__(self, channel: str, gateway: VoiceGateway, *, patience: float = PATIENCE_SECONDS) -> None:
        self._channel, self._gateway = channel, gateway
        self._client = client(patience)

    def send(self, message: Outgoing) -> Accepted:
        """Ask for a call; that the gateway took it says nothing yet of anybody's ear."""
        require_own(message, self._channel)
        duty_room = self._gateway.duty_room
        more = voice.word("more" if duty_room else "more_without_duty_room")
        body = {
            "id": str(message.id),
            "to": message.address,
            "text": f"{message.text}{more}" if message.text else message.title,
            "language": message.language,
            "times": _TIMES,
            "keys": {key.digit: key.means for key in voice.offered_keys() if key.means != "connect" or duty_room},
            "duty_room": duty_room,
            "callback": self._gateway.callback,
            "route": "exercise" if message.is_exercise else "real",
        }
        return _accepted(require_success(self._signed("POST", "/calls", body)))

    def find(self, message: Outgoing) -> Accepted | None:
        """Ask the gateway whether it has the call."""
        answer = self._signed("GET", f"/calls/{message.id}", None)
        return None if answer.status_code == _NOT_FOUND else _accepted(require_success(answer))

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """Ask how calls ended: answered, or busy, not answered, switched off."""
        answer = require_success(self._signed("POST", "/results", {"ids": sorted(str(each) for each in ids)}))
        return frozenset(_receipts(answer, ids))

    def probe(self) -> None:
        """Ask for the results of no call: address, signature and rights are tried, and nobody is rung up."""
        require_success(self._signed("POST", "/results", {"ids": []}))

    def _signed(self, method: str, path: str, body: object) -> httpx.Response:
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        stamp = str(int(clock.real_now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Anlan-Timestamp": stamp,
            "Anlan-Signature": f"sha256={voice.signature(self._gateway.secret, stamp, raw)}",
        }
        return ask(self._client, method, f"{self._gateway.url}{path}", content=raw, headers=headers)


def _accepted(answer: httpx.Response) -> Accepted:
    return Accepted(str(json_of(answer).get("reference", "")), is_delivered=False)


def _receipts(answer: httpx.Response, ids: frozenset[UUID]) -> Iterator[Receipt]:
    results = json_of(answer).get("results")
    if not isinstance(results, dict):
        raise ChannelDown("the answer names no results")
    for each, name in asked_for(ids, results):
        outcome, word = voice.outcome_of(str(results[name]))
        yield Receipt(each, outcome, word)
