"""The simulated gateways of further channels, one HTTP server: robots, push service, broadcasting, voice, speech.

``POST /fail`` tells it to fail, as it does the others; ``"hang": seconds`` lets it keep an asker waiting.
"""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from anlan.config.side.http import Trouble
from anlan.config.side.store import Received

_LARGEST_BODY: Final = 64 * 1024 * 1024


class Answer:
    """What a part of the server answers: JSON unless ``kind`` says otherwise."""

    def __init__(self, status: int, body: Any = None, *, kind: str = "application/json", **headers: str) -> None:
        self.status, self.kind, self.headers = status, kind, headers
        self.raw = body if isinstance(body, bytes) else json.dumps(body or {}, ensure_ascii=False).encode()


class Asked:
    """One request: method, path, headers and body."""

    def __init__(self, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        self.method, self.path, self.headers, self.body = method, path, headers, body


Part = Callable[[Asked], Answer]


class Gateways(ThreadingHTTPServer):
    """A server whose parts answer below their own first path step."""

    daemon_threads = True

    def __init__(self, port: int, received: Received, parts: dict[str, Part]) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.received, self.parts, self.trouble = received, parts, Trouble()
        self.hangs_seconds = 0.0

    @property
    def url(self) -> str:
        """Return the server's address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Gateways
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Say nothing per request."""

    def do_HEAD(self) -> None:
        """Say that the server is there."""
        self._send(Answer(200, b""))

    def do_GET(self) -> None:
        """Answer a question."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Take a message, or be told to fail."""
        self._answer("POST")

    def _answer(self, method: str) -> None:
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), _LARGEST_BODY))
        if self.path == "/messages":
            self._send(Answer(200, {"messages": self.server.received.all()}))
        elif self.path == "/fail":
            self._send(self._be_told(json.loads(body)))
        else:
            self._send(self._part(Asked(method, self.path, {k.lower(): v for k, v in self.headers.items()}, body)))

    def _be_told(self, told: dict[str, Any]) -> Answer:
        status, after = int(told.get("status", 503)), bool(told.get("after", False))
        self.server.trouble.set(int(told["times"]), status, after=after)
        self.server.hangs_seconds = float(told.get("hang", 0))
        return Answer(200)

    def _part(self, asked: Asked) -> Answer:
        trouble, seconds = self.server.trouble, self.server.hangs_seconds
        fails = trouble.strikes()
        if fails and seconds and not trouble.after:
            time.sleep(seconds)
        if fails and not trouble.after:
            return Answer(trouble.status, {"error": "told to fail"})
        part = self.server.parts.get(asked.path.split("?")[0].split("/")[1])
        answer = part(asked) if part else Answer(404, {"error": "no such gateway"})
        return Answer(trouble.status, {"error": "told to fail after taking it"}) if fails else answer

    def _send(self, answer: Answer) -> None:
        try:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.raw)))
            for name, text in answer.headers.items():
                self.send_header(name, text)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.raw)
        except OSError:
            self.close_connection = True


def run(server: Gateways) -> threading.Thread:
    """Serve on a thread of its own and return it."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    return thread
