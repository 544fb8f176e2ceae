"""The live feed: one ASGI application that streams sealed journal entries to those who may see them.

A page opens ``/live`` with its session cookie; the answer is a stream of server-sent events. Each client gets only
entries of regions where its account may read the journal; a slow client loses nothing but is told to reload. A page
names the last entry that it knows (``?after=``, or ``Last-Event-ID`` when it comes back) and is told what it missed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import psycopg
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django.http import HttpRequest

from anlan.access import api as access
from anlan.support.feed import Notice, connection_parameters, last_number, notices_after
from anlan.support.rights import regions_of

log = logging.getLogger(__name__)

_HEARTBEAT_SECONDS = 15
_QUEUE_LENGTH = 500
_RETRY_MILLISECONDS = 1000
_LONGEST_NUMBER = 18


@dataclass(eq=False)
class Client:
    """One open page: the regions it may see and what it has not been sent yet."""

    regions: tuple[str, ...]
    after: int = -1
    queue: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(_QUEUE_LENGTH))

    def offer(self, notice: Notice) -> None:
        """Queue a notice that the client may see; a client too slow for it is told to reload."""
        if notice.number <= self.after or not notice.region.startswith(self.regions):
            return
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(b"event: reload\ndata: {}\n\n")
            return
        self.queue.put_nowait(b"id: %d\ndata: %s\n\n" % (notice.number, orjson.dumps(notice.shown())))


class LiveFeed:
    """Listens to the sealer once and serves all clients."""

    def __init__(self) -> None:
        self.clients: set[Client] = set()
        self.number = 0
        self.listening: asyncio.Task[None] | None = None

    async def listen(self) -> None:
        """Follow the journal for ever; after a lost connection, go on from the last number seen."""
        self.number = await sync_to_async(last_number)()
        while True:
            try:
                listener = await psycopg.AsyncConnection.connect(**connection_parameters(), autocommit=True)
                async with listener:
                    await listener.execute("listen anlan_sealed")
                    while True:
                        await self.send_after(self.number)
                        async for _notice in listener.notifies(timeout=_HEARTBEAT_SECONDS, stop_after=1):
                            break
            except psycopg.OperationalError as error:
                log.warning("live feed lost the database: %s", error)
                await asyncio.sleep(1)

    async def send_after(self, number: int) -> None:
        """Offer every entry after ``number`` to every client."""
        for notice in await sync_to_async(_fresh_notices)(number):
            for client in self.clients:
                client.offer(notice)
            self.number = notice.number

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        """Serve one connection (ASGI)."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        if scope["type"] != "http" or scope["path"] != "/live":
            await _answer(send, 404)
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        origin = headers.get("origin", "")
        regions = await sync_to_async(_regions_of_session)(headers.get("cookie", ""))
        if not regions or not _is_own_origin(origin, headers.get("host", "")):
            await _answer(send, 403)
            return
        await self._stream(Client(regions, after=_last_known(scope, headers)), origin, receive, send)

    async def _stream(self, client: Client, origin: str, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _stream_headers(origin)})
        await _body(send, b"retry: %d\n\n" % _RETRY_MILLISECONDS)
        await self._catch_up(client)
        gone = asyncio.create_task(_until_gone(receive))
        try:
            while not gone.done():
                try:
                    chunk = await asyncio.wait_for(client.queue.get(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    chunk = b": still here\n\n"
                await _body(send, chunk)
        finally:
            self.clients.discard(client)
            gone.cancel()

    async def _catch_up(self, client: Client) -> None:
        """Offer what the page missed, then let it take part; nothing is offered twice or left out between."""
        while 0 <= client.after < self.number:
            for notice in await sync_to_async(_fresh_notices)(client.after):
                client.offer(notice)
                client.after = notice.number
        self.clients.add(client)

    async def _lifespan(self, receive: Callable[..., Any], send: Callable[..., Awaitable[None]]) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.listening = asyncio.create_task(self.listen())
                await send({"type": "lifespan.startup.complete"})
            else:
                if self.listening:
                    self.listening.cancel()
                await send({"type": "lifespan.shutdown.complete"})
                return


def _fresh_notices(number: int) -> tuple[Notice, ...]:
    close_old_connections()
    return notices_after(number)


def _regions_of_session(cookie_header: str) -> tuple[str, ...]:
    """Return where the session's account may read the journal; none where there is no session."""
    close_old_connections()
    cookie = SimpleCookie(cookie_header).get(settings.SESSION_COOKIE_NAME)
    if cookie is None:
        return ()
    request = HttpRequest()
    request.session = SessionStore(cookie.value)
    user = get_user(request)
    return regions_of(access.actor_of_user(user), "support.read_journal") if user.is_authenticated else ()


def _last_known(scope: dict[str, Any], headers: dict[str, str]) -> int:
    """Return the number of the last entry that the page knows, -1 where it does not say."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("after", [""])[0]
    number = headers.get("last-event-id") or asked
    return int(number) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else -1


def _is_own_origin(origin: str, host: str) -> bool:
    """Tell whether the page that asks was served by this machine's own name (any port)."""
    return not origin or urlsplit(origin).hostname == urlsplit(f"//{host}").hostname


def _stream_headers(origin: str) -> list[tuple[bytes, bytes]]:
    headers = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store")]
    if origin:
        headers += [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"Origin"),
        ]
    return headers


async def _until_gone(receive: Callable[..., Any]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _body(send: Callable[..., Any], chunk: bytes) -> None:
    await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _answer(send: Callable[..., Any], status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


application = LiveFeed()
