"""A simulated voice gateway: it rings the simulated telephones up and tells the platform what they did."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from typing import Any

import httpx

from anlan.config.side.gateways import Answer, Asked
from anlan.config.side.phones import Notice, PhoneNetwork
from anlan.kernel.clock import real_now


class VoiceService:
    """``/voice/...``: takes calls, gives results, and tells notices to each call's callback."""

    def __init__(self, network: PhoneNetwork, secret: str) -> None:
        self._network, self._secret = network, secret
        self._callbacks: dict[str, str] = {}

    def part(self, asked: Asked) -> Answer:
        """Answer one signed request."""
        stamp, given = asked.headers.get("anlan-timestamp", ""), asked.headers.get("anlan-signature", "")
        if not hmac.compare_digest(f"sha256={_signature(self._secret, stamp, asked.body)}", given):
            return Answer(401, {"error": "wrong signature"})
        step = asked.path.removeprefix("/voice")
        if asked.method == "POST" and step == "/calls":
            return self._call(json.loads(asked.body))
        if asked.method == "POST" and step == "/results":
            wanted = json.loads(asked.body)["ids"]
            calls = (self._network.calls.get(each) for each in wanted)
            return Answer(200, {"results": {call.id: call.result for call in calls if call and call.result}})
        call = self._network.calls.get(step.removeprefix("/calls/"))
        return Answer(200, _accepted(call.id)) if call else Answer(404, {"error": "unknown"})

    def _call(self, body: dict[str, Any]) -> Answer:
        if not body.get("to") or not body.get("id"):
            return Answer(422, {"error": "to and id are needed"})
        self._callbacks[body["id"]] = body.get("callback", "")
        self._network.call(body["id"], body["to"], body["text"], route=body.get("route", "real"))
        return Answer(202, _accepted(body["id"]))

    def tell(self, notices: Iterable[Notice], post: Callable[[str, bytes, dict[str, str]], int] | None = None) -> int:
        """Tell the platform what happened, signed; return how many notices it took."""
        taken = 0
        for notice in notices:
            raw = json.dumps(
                {
                    "notice": notice.id,
                    "id": notice.call_id,
                    "kind": notice.kind,
                    "value": notice.value,
                    "at": notice.at.isoformat(),
                }
            ).encode()
            stamp = str(int(real_now().timestamp()))
            headers = {
                "Content-Type": "application/json",
                "Anlan-Timestamp": stamp,
                "Anlan-Signature": f"sha256={_signature(self._secret, stamp, raw)}",
            }
            status = (post or _post)(self._callbacks.get(notice.call_id, ""), raw, headers)
            taken += status < 300
        return taken


def _signature(secret: str, stamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _accepted(call_id: str) -> dict[str, str]:
    return {"reference": f"call-{call_id[:13]}", "status": "accepted"}


def _post(url: str, raw: bytes, headers: dict[str, str]) -> int:
    try:
        return httpx.post(url, content=raw, headers=headers, timeout=10).status_code
    except (httpx.HTTPError, httpx.InvalidURL):
        return 599
