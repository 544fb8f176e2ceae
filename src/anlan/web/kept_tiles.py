"""Tiles of the map that were drawn a moment ago are answered again without asking anybody.

A browser may keep a tile for as long as its ``Cache-Control`` says. This stands before Django and keeps it as long, for
everyone who may see the same: the view names what its content depends on (``SCOPE`` in the request's environment), and
a session is remembered with its scope for ``_SESSION_SECONDS``, so that a sign-out or a changed role holds after that
time at the latest. A tile that is not kept is drawn for a remembered session without Django's way round, two at once,
with the neighbours that come at little cost: who looks at a map asks for them in the same moment. Whoever waits too
long for that, or asks with anything unusual (a time, a refresh after an event), goes by the lanes to Django.
"""

import contextlib
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final, Generic, TypeVar
from weakref import WeakValueDictionary

SCOPE: Final = "anlan.tile_scope"
PATH: Final = "/map/tiles/"
_UNREFRESHED: Final = frozenset({"", "v=0"})
_SESSION_SECONDS: Final = 5.0
_AT_ONCE: Final = 2  # tiles drawn here; each takes a connection of the database's pool beside the lanes' own
_TURN_SECONDS: Final = 2.0
_MOST_SESSIONS: Final = 4096
_MOST_BYTES: Final = 64 * 2**20
_ABOUT: Final = 1024
MEDIA_TYPE: Final = "application/vnd.mapbox-vector-tile"
_ALWAYS: Final = (("Content-Type", MEDIA_TYPE), ("Vary", "Cookie"), ("X-Content-Type-Options", "nosniff"))

Value = TypeVar("Value")
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Draw = Callable[[Any, str], tuple[Mapping[str, bytes], int] | None]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def tag_of(content: bytes) -> str:
    """Return the ``ETag`` of a tile."""
    return f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


@dataclass(frozen=True, slots=True)
class _Kept:
    body: bytes
    tag: str
    until: float

    def headers(self, now: float) -> Headers:
        """Return the answer's headers, with as many seconds to keep as are left."""
        left = max(0, int(self.until - now))
        return [*_ALWAYS, ("ETag", self.tag), ("Cache-Control", f"private, max-age={left}")]


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
    """A WSGI application that answers tiles from memory where it may, and asks ``application`` for all else.

    ``draw(scope, path)`` gives the contents by path, the asked one's and what was drawn with it, and for how many
    seconds they may be kept, or nothing where it leaves the answer to ``application``. Paths for which ``together``
    gives the same are drawn by one act: the second of two who ask at once waits for what the first draws.
    """

    def __init__(
        self,
        application: Application,
        *,
        session_cookie: str,
        draw: Draw,
        together: Callable[[str], str] = str,
        most_bytes: int = _MOST_BYTES,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.application, self.session_cookie, self.draw, self.seconds = application, session_cookie, draw, seconds
        self.together = together
        self.turns = threading.BoundedSemaphore(_AT_ONCE)
        self.drawing: WeakValueDictionary[Hashable, threading.Lock] = WeakValueDictionary()
        self.first = threading.Lock()
        self.sessions: _Memory[tuple[Hashable, float]] = _Memory(_MOST_SESSIONS)
        self.tiles: _Memory[_Kept] = _Memory(most_bytes)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ.get("PATH_INFO", "")
        is_plain = environ["REQUEST_METHOD"] == "GET" and environ.get("QUERY_STRING", "") in _UNREFRESHED
        if not (path.startswith(PATH) and is_plain):
            return self.application(environ, start_response)
        session = self._session(environ)
        kept = self._kept(session, path)
        if kept is None:
            return self._asked(session, path, environ, start_response)
        is_known = environ.get("HTTP_IF_NONE_MATCH") == kept.tag
        start_response("304 Not Modified" if is_known else "200 OK", kept.headers(self.seconds()))
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
        if now >= until:
            return None
        return self._fresh(scope, path) or self._drawn(scope, path)

    def _fresh(self, scope: Hashable, path: str) -> _Kept | None:
        kept = self.tiles.get((scope, path))
        return kept if kept and self.seconds() < kept.until else None

    def _drawn(self, scope: Hashable, path: str) -> _Kept | None:
        with contextlib.ExitStack() as stack:
            with self.first:
                own = self.drawing.setdefault((scope, self.together(path)), threading.Lock())
            for lock in (own, self.turns):
                if not lock.acquire(timeout=_TURN_SECONDS):
                    return None
                stack.callback(lock.release)
            return self._fresh(scope, path) or self._draw(scope, path)

    def _draw(self, scope: Hashable, path: str) -> _Kept | None:
        now = self.seconds()
        found = self.draw(scope, path)
        if found is None:
            return None
        bodies, keep_seconds = found
        for each, body in bodies.items():
            kept = _Kept(body, tag_of(body), now + keep_seconds)
            self.tiles.put((scope, each), kept, weight=len(body) + _ABOUT)
        return _Kept(bodies[path], tag_of(bodies[path]), now + keep_seconds)

    def _asked(
        self, session: str, path: str, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        said: list[str] = []

        def begin(status: str, headers: Headers, *more: Any) -> Any:
            said[:] = [status]
            return start_response(status, headers, *more)

        asked = self.seconds()
        answer = self.application(environ, begin)
        scope = environ.get(SCOPE)
        if scope is not None and session and said == ["200 OK"]:
            self.sessions.put(session, (scope, asked + _SESSION_SECONDS))
        return answer
