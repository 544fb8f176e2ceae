"""Lanes in front of the pages: the duty desk never waits behind phones, the public or other systems.

A plain WSGI application around the platform's own. What a request brings is read before it enters its lane, so that a
slow link holds nobody up; then it waits for its turn among its like. ``tables/lanes.toml`` says who goes where.
"""

import tempfile
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from anlan.support.tables import load_table

DESK: Final = "desk"
FIELD: Final = "field"
MACHINES: Final = "machines"
_KEPT: Final = "HTTP_X_KEPT"  # what the phones' queue sends says so (offline.js)
_IN_MEMORY: Final = 256 * 1024
_READ_AHEAD: Final = 64 * 1024 * 1024  # a larger body is read by the page that wants it
_PIECE: Final = 64 * 1024

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Lane:
    """How many requests of a lane are worked on at once, and how many more wait."""

    name: str
    paths: tuple[str, ...]
    at_once: int
    waits: int


def lanes_of(threads: int) -> tuple[Lane, ...]:
    """Return the lanes of a server that works on so many requests of the desk at once, the desk's own last."""
    table = load_table("anlan.web", "lanes")
    others = (
        Lane(row["name"], tuple(row["paths"]), max(1, threads // row["of_threads"]), row["waits"])
        for row in table["lanes"]
    )
    return (*others, Lane(DESK, (), threads, table["desk"]["waits"]))


def lane_of(lanes: tuple[Lane, ...], path: str, *, is_kept: bool, has_key: bool) -> str:
    """Return the name of the lane in which a request waits.

    What a phone had kept goes by the field's lane whatever its address. A page's own call of the API is the desk's.
    """
    if is_kept:
        return FIELD
    name = next((lane.name for lane in lanes if path.startswith(lane.paths)), DESK)
    return DESK if name == MACHINES and path.startswith("/api/") and not has_key else name


class Gate:
    """Lets so many in at once, the others in their order; refuses where too many wait already."""

    def __init__(self, at_once: int, waits: int) -> None:
        self._lock = Lock()
        self._free = at_once
        self._waits = waits
        self._turns: deque[Lock] = deque()

    def enter(self) -> bool:
        """Wait for a turn; tell whether there is one."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if len(self._turns) >= self._waits:
                return False
            turn = Lock()
            turn.acquire()
            self._turns.append(turn)
        turn.acquire()
        return True

    def leave(self) -> None:
        """Give the turn to who has waited longest."""
        with self._lock:
            if self._turns:
                self._turns.popleft().release()
            else:
                self._free += 1


class Lanes:
    """The platform's pages behind one gate for each lane."""

    def __init__(self, application: Application, threads: int) -> None:
        self._application = application
        self._lanes = lanes_of(threads)
        self._gates = {lane.name: Gate(lane.at_once, lane.waits) for lane in self._lanes}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request (WSGI)."""
        if not _take_body(environ):
            start_response("400 Bad Request", [("Content-Length", "0")])
            return [b""]
        name = lane_of(
            self._lanes,
            environ.get("PATH_INFO", ""),
            is_kept=_KEPT in environ,
            has_key="HTTP_AUTHORIZATION" in environ,
        )
        gate = self._gates[name]
        if not gate.enter():
            return _ask_to_come_again(start_response)
        try:
            return self._application(environ, start_response)
        finally:
            gate.leave()


def _take_body(environ: dict[str, Any]) -> bool:
    """Read what a request brings; tell whether all of it came."""
    length = environ.get("CONTENT_LENGTH", "")
    if not (length.isascii() and length.isdigit()) or not 0 < int(length) <= _READ_AHEAD:
        return True
    missing, source = int(length), environ["wsgi.input"]
    body = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives as long as its request
    while missing:
        piece = source.read(min(missing, _PIECE))
        if not piece:
            body.close()
            return False
        body.write(piece)
        missing -= len(piece)
    body.seek(0)
    environ["wsgi.input"] = body
    return True


def _ask_to_come_again(start_response: Callable[..., Any]) -> list[bytes]:
    """Answer without any work of the pages: these are what there is too much of."""
    said = load_table("anlan.web", "lanes")["refusal"]
    page = f'<!doctype html><meta charset="utf-8"><title>{said["title"]}</title><p>{said["text"]}</p>'.encode()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(page))),
        ("Cache-Control", "no-store"),
        ("Retry-After", str(said["retry_after_seconds"])),
    ]
    start_response("503 Service Unavailable", headers)
    return [page]
