"""Fetching from partners over HTTP: bounded time and size, the checked address is the one connected to."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import urljoin

import httpx

from anlan.public_warnings.domain.receiving import host_of, public_address
from anlan.public_warnings.ports import Fetched, FetchFailed

_TIMEOUT: Final = httpx.Timeout(10, connect=5)
MOST_SECONDS: Final = 25.0
_MOST_HOPS: Final = 3
_NOT_MODIFIED, _OK = 304, 200


def addresses_of(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses that a name stands for."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


class HttpFetcher:
    """Gets documents; ``named_hosts`` may be at private addresses, all others only on the open internet."""

    def __init__(
        self,
        named_hosts: Iterable[str] = (),
        *,
        resolve: Callable[[str, int], tuple[str, ...]] = addresses_of,
        most_seconds: float = MOST_SECONDS,
    ) -> None:
        self._named, self._resolve, self._most_seconds = tuple(named_hosts), resolve, most_seconds

    def get(self, address: str, *, limit: int, etag: str = "", last_modified: str = "") -> Fetched:
        """Return what the address gives, following three redirections, each checked like the first."""
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        asked = {name: value for name, value in headers.items() if value}
        until = time.monotonic() + self._most_seconds
        try:
            with _client(self._most_seconds) as client:
                for _ in range(_MOST_HOPS + 1):
                    found = self._once(client, address, asked, (limit, until))
                    if isinstance(found, Fetched):
                        return found
                    address = urljoin(address, found)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError, OSError, RuntimeError) as error:
            raise FetchFailed(f"unreachable {type(error).__name__}") from error
        raise FetchFailed("too_many_redirections")

    def _once(
        self, client: httpx.Client, address: str, asked: dict[str, str], bounds: tuple[int, float]
    ) -> Fetched | str:
        """Return the document, or where it has moved to."""
        host, port = host_of(address)
        at = public_address(self._resolve(host, port), host=host, named_hosts=self._named)
        url = httpx.URL(address)
        headers = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity", **asked}
        request = client.build_request(
            "GET", url.copy_with(host=at), headers=headers, extensions={"sni_hostname": host}
        )
        answer = client.send(request, stream=True)
        try:
            return _read(answer, *bounds)
        finally:
            answer.close()


@contextlib.contextmanager
def _client(most_seconds: float) -> Iterator[httpx.Client]:
    """Give a client that is closed when its time is over, even under an answer that comes byte by byte."""
    with httpx.Client(timeout=_TIMEOUT, trust_env=False, follow_redirects=False) as client:
        watch = threading.Timer(most_seconds, client.close)
        watch.daemon = True
        watch.start()
        try:
            yield client
        finally:
            watch.cancel()


def _read(answer: httpx.Response, limit: int, until: float) -> Fetched | str:
    if answer.has_redirect_location:
        return str(answer.headers["location"])
    if answer.status_code == _NOT_MODIFIED:
        return Fetched(is_unchanged=True)
    if answer.status_code != _OK:
        raise FetchFailed(f"answers {answer.status_code}")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise FetchFailed("compressed")
    marks = {"etag": answer.headers.get("etag", ""), "last_modified": answer.headers.get("last-modified", "")}
    return Fetched(body=_body(answer, limit, until), **marks)


def _body(answer: httpx.Response, limit: int, until: float) -> bytes:
    said = answer.headers.get("content-length", "")
    if said.isdigit() and int(said) > limit:
        raise FetchFailed(f"too_large {limit}")
    body = bytearray()
    for chunk in answer.iter_raw():
        body += chunk
        if len(body) > limit:
            raise FetchFailed(f"too_large {limit}")
        if time.monotonic() > until:
            raise FetchFailed("too_slow")
    return bytes(body)
