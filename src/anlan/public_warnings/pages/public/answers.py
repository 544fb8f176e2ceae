"""Answers of the public side: made once for equal questions, packed, and sent only where they are new to the reader.

An answer is kept under everything it depends on, so nothing has to be thrown away when a warning comes or ends: the
key has changed. Nothing here reads or sets a cookie.
"""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

_MOST_BYTES: Final = 48 * 1024 * 1024
_WORTH_PACKING: Final = 600
SHORT: Final = "public, max-age=5, stale-if-error=600"
LONG: Final = "public, max-age=3600, immutable"


@dataclass(frozen=True, slots=True)
class _Answer:
    etag: str
    body: bytes
    packed: bytes

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed) + 500


@dataclass
class _Shelf:
    """The answers of this process, the least recently asked for thrown out first."""

    answers: OrderedDict[Hashable, _Answer] = field(default_factory=OrderedDict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable) -> _Answer | None:
        with self.lock:
            found = self.answers.get(key)
            if found:
                self.answers.move_to_end(key)
            return found

    def put(self, key: Hashable, answer: _Answer) -> None:
        with self.lock:
            if before := self.answers.pop(key, None):
                self.size -= before.size
            self.answers[key] = answer
            self.size += answer.size
            while self.size > _MOST_BYTES and len(self.answers) > 1:
                self.size -= self.answers.popitem(last=False)[1].size


_shelf = _Shelf()


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer is sent: its media type, how long it may be kept, and whether other sites' pages may read it."""

    content_type: str = "text/html; charset=utf-8"
    keep: str = SHORT
    is_open: bool = False


PAGE: Final = Form()


def answer(request: HttpRequest, key: Hashable, make: Callable[[], str | bytes], form: Form = PAGE) -> HttpResponse:
    """Return what ``make`` gives, made once for each ``key``; nothing but its mark where the reader has it already."""
    whole = (request.path, form.content_type, key)
    found = _shelf.get(whole)
    if found is None:
        found = _packed(make())
        _shelf.put(whole, found)
    response = _response(request, found)
    response["ETag"] = found.etag
    response["Cache-Control"] = form.keep
    response["Content-Type"] = form.content_type
    patch_vary_headers(response, ("Accept-Encoding",))
    if form.is_open:
        response["Access-Control-Allow-Origin"] = "*"
    return response


def _packed(made: str | bytes) -> _Answer:
    body = made.encode() if isinstance(made, str) else made
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    return _Answer(etag, body, gzip.compress(body, 6, mtime=0) if len(body) > _WORTH_PACKING else b"")


def _response(request: HttpRequest, found: _Answer) -> HttpResponse:
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    if found.etag in known or "*" in known:
        return HttpResponseNotModified()
    if found.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(found.packed)
        response["Content-Encoding"] = "gzip"
        return response
    return HttpResponse(found.body)
