"""Tiles of the map that were drawn a moment ago are answered again without asking anybody.

A browser may keep a tile for as long as its ``Cache-Control`` says. This stands before Django and keeps it as long, for
everyone who may see the same: the view names what its content depends on (``SCOPE`` in the request's environment), and
a session is remembered with its scope for ``_SESSION_SECONDS``, so that a sign-out or a changed role holds after that
time at the latest. Whoever asks with anything unusual (a time, a refresh after an event) is answered by Django.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final, Generic, TypeVar

SCOPE: Final = "anlan.tile_scope"
PATH: Final = "/map/tiles/"
_UNREFRESHED: Final = frozenset({"", "v=0"})
_SESSION_SECONDS: Final = 5.0
_MOST_SESSIONS: Final = 4096
_MOST_BYTES: Final = 64 * 2**20
_MAX_AGE: Final = re.compile(r"max-age=(\d+)")

Value = TypeVar("Value")
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class _Kept:
    body: bytes
    headers: Headers
    tag: str
    until: float

    def headers_at(self, now: float) -> Headers:
        """Return the headers with as many seconds to keep as are left."""
        return [*self.headers, ("Cache-Control", f"private, max-age={max(0, int(self.until - now))}")]


class _Memory(Generic[Value]):
    """The newest values by key, no more than ``most`` of the weight that they are put in with."""

    def __init__(self, most: int) -> None:
        self.most, self.weight = most, 0
        self.rows: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        found = self.rows.get(key)
        return found[0] if found else None

    def put(self, key: Hashable, value: Value, weight: int = 1) -> None:
        with self.lock:
            self.weight -= self.rows.pop(key, (None, 0))[1]
            self.rows[key] = (value, weight)
            self.weight += weight
            while self.weight > self.most:
                self.weight -= self.rows.popitem(last=False)[1][1]


class KeptTiles:
    """A WSGI application that answers tiles from memory where it may, and asks ``application`` for all else."""

    def __init__(
        self, application: Application, *, session_cookie: str, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.application, self.session_cookie, self.seconds = application, session_cookie, seconds
        self.sessions: _Memory[tuple[Hashable, float]] = _Memory(_MOST_SESSIONS)
        self.tiles: _Memory[_Kept] = _Memory(_MOST_BYTES)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ.get("PATH_INFO", "")
        is_plain = environ["REQUEST_METHOD"] == "GET" and environ.get("QUERY_STRING", "") in _UNREFRESHED
        if not (path.startswith(PATH) and is_plain):
            return self.application(environ, start_response)
        session = self._session(environ)
        kept = self._kept(session, path)
        if kept is None:
            return self._drawn(session, path, environ, start_response)
        is_known = environ.get("HTTP_IF_NONE_MATCH") == kept.tag
        start_response("304 Not Modified" if is_known else "200 OK", kept.headers_at(self.seconds()))
        return [b""] if is_known else [kept.body]

    def _session(self, environ: dict[str, Any]) -> str:
        try:
            found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(self.session_cookie)
        except CookieError:
            return ""
        return found.value if found else ""

    def _kept(self, session: str, path: str) -> _Kept | None:
        now = self.seconds()
        scope, until = self.sessions.get(session) or (None, 0.0)
        kept = self.tiles.get((scope, path)) if now < until else None
        return kept if kept and now < kept.until else None

    def _drawn(
        self, session: str, path: str, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        said: list[Any] = []

        def begin(status: str, headers: Headers, *more: Any) -> Any:
            said[:] = [status, headers]
            return start_response(status, headers, *more)

        asked = self.seconds()
        answer = self.application(environ, begin)
        scope = environ.get(SCOPE)
        if scope is None or not session or not said or not said[0].startswith("200"):
            return answer
        try:
            body = b"".join(answer)
        finally:
            answer.close()  # type: ignore[attr-defined] - Django's answers have it, and end the request there
        self.sessions.put(session, (scope, asked + _SESSION_SECONDS))
        self._keep(scope, path, body, said[1], asked)
        return [body]

    def _keep(self, scope: Hashable, path: str, body: bytes, headers: Headers, asked: float) -> None:
        named = {name.lower(): value for name, value in headers}
        age = _MAX_AGE.search(named.get("cache-control", ""))
        if age is None or int(age[1]) == 0:
            return
        lasting = [(name, value) for name, value in headers if name.lower() not in ("cache-control", "set-cookie")]
        kept = _Kept(body, lasting, named.get("etag", ""), asked + int(age[1]))
        self.tiles.put((scope, path), kept, weight=len(body) + len(path) + 1024)
