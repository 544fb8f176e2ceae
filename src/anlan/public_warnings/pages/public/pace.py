"""How often one address may write, by this process' memory alone; addresses are kept as marks and soon forgotten."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from anlan.public_warnings import api

_MOST: Final = 20
_WINDOW_SECONDS: Final = 600.0
_MOST_ADDRESSES: Final = 50_000


@dataclass
class _Turnstile:
    counts: OrderedDict[bytes, tuple[float, int]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def passes(self, mark: bytes, at: float) -> bool:
        with self.lock:
            since, count = self.counts.pop(mark, (at, 0))
            since, count = (since, count + 1) if at - since < _WINDOW_SECONDS else (at, 1)
            self.counts[mark] = (since, count)
            while len(self.counts) > _MOST_ADDRESSES:
                self.counts.popitem(last=False)
            return count <= _MOST


_turnstile = _Turnstile()


def require_pace(request: HttpRequest) -> None:
    """Refuse an address that writes too often."""
    address = request.META.get("REMOTE_ADDR", "")
    mark = blake2b(address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=12).digest()
    if not _turnstile.passes(mark, time.monotonic()):
        raise api.TooManyRequests
