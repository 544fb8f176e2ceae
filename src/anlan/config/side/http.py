"""The simulated SMS gateway and webhook receiver: small HTTP servers on threads.

A test tells either to fail: ``POST /fail {"times": 3, "status": 503}`` (``times`` -1: until told otherwise;
``"after": true``: it stores the message and then fails, as a gateway does whose answer is lost).
"""

import hashlib
import hmac
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from anlan.config.side.store import Received

_LARGEST_BODY = 5 * 1024 * 1024


@dataclass
class Trouble:
    """How often the next requests fail, how, and whether before or after the message is stored."""

    times: int = 0
    status: int = 503
    after: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def strikes(self) -> bool:
        """Tell whether this request fails."""
        with self.lock:
            if self.times > 0:
                self.times -= 1
                return True
            return self.times < 0

    def set(self, times: int, status: int, *, after: bool) -> None:
        """Begin or end a trouble."""
        with self.lock:
            self.times, self.status, self.after = times, status, after


class Gateway(ThreadingHTTPServer):
    """A server with its messages and its trouble."""

    daemon_threads = True

    def __init__(self, port: int, handler: type["Handler"], received: Received) -> None:
        super().__init__(("127.0.0.1", port), handler)
        self.received, self.trouble = received, Trouble()


class Handler(BaseHTTPRequestHandler):
    """What both gateways share: JSON answers, a list of what has arrived, and trouble on demand."""

    server: Gateway
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing per request."""

    def answer(self, status: int, body: object) -> None:
        """Send JSON."""
        raw = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def body(self) -> bytes:
        """Return the request's body."""
        return self.rfile.read(min(int(self.headers.get("Content-Length") or 0), _LARGEST_BODY))

    def do_GET(self) -> None:
        """List all messages, or show one."""
        if self.path == "/messages":
            self.answer(200, {"messages": self.server.received.all()})
            return
        if self.server.trouble.times and not self.server.trouble.after:
            self.answer(self.server.trouble.status, {"error": "told to fail"})
            return
        found = self.server.received.find(self.path.removeprefix("/messages/"))
        self.answer(404, {"error": "unknown"}) if found is None else self.answer(200, receipt_of(found))

    def do_POST(self) -> None:
        """Take a message, or be told to fail."""
        raw = self.body()
        if self.path == "/fail":
            told = json.loads(raw)
            self.server.trouble.set(
                int(told["times"]), int(told.get("status", 503)), after=bool(told.get("after", False))
            )
            self.answer(200, {})
        elif self.path == "/receipts":
            ids = json.loads(raw)["ids"]
            self.answer(200, {"delivered": [each for each in ids if self.server.received.find(each)]})
        else:
            self._take(raw)

    def _take(self, raw: bytes) -> None:
        fails = self.server.trouble.strikes()
        if fails and not self.server.trouble.after:
            self.answer(self.server.trouble.status, {"error": "told to fail"})
            return
        status, body = self.take(raw)
        if fails:
            status, body = self.server.trouble.status, {"error": "told to fail after storing"}
        self.answer(status, body)

    def take(self, raw: bytes) -> tuple[int, object]:
        """Take one message; return status and answer."""
        raise NotImplementedError


def receipt_of(message: dict[str, Any]) -> dict[str, str]:
    """Return what a gateway says of a message that it has."""
    return {"reference": f"sim-{message['id'][:13]}", "status": "accepted"}


class SmsHandler(Handler):
    """The SMS gateway: every message reaches its phone at once."""

    def take(self, raw: bytes) -> tuple[int, object]:
        """Take an SMS; refuse one without a receiver."""
        message = json.loads(raw)
        if not message.get("to") or not message.get("id"):
            return 422, {"error": "to and id are needed"}
        self.server.received.take(message["id"], {name: message.get(name, "") for name in ("to", "text", "route")})
        return 202, receipt_of(message)


class WebhookHandler(Handler):
    """The webhook receiver: checks the signature and drops repetitions."""

    key = b""

    def take(self, raw: bytes) -> tuple[int, object]:
        """Take a CAP message if its signature is right."""
        wanted = "sha256=" + hmac.new(self.key, raw, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(self.headers.get("Anlan-Signature", ""), wanted):
            return 401, {"error": "wrong signature"}
        identifier = self.headers.get("Anlan-Identifier", "")
        self.server.received.take(
            self.headers.get("Anlan-Message-Id", ""), {"identifier": identifier, "document": raw.decode()}
        )
        return 200, {}
