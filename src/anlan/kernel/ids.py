"""Identifiers that sort by birth: UUID version 7 (RFC 9562, section 5.7), in order also within a millisecond."""

import secrets
import threading
import time
from typing import Final
from uuid import UUID

_STEPS_PER_MILLISECOND: Final = 4096
_lock = threading.Lock()
_last = [0]


def new_id() -> UUID:
    """Return a fresh UUIDv7: 48 bits of Unix milliseconds, 12 bits of its fraction, then 62 random bits.

    Two of one process never come out of order (RFC 9562, section 6.2, method 3): where the clock stands still or steps
    back, the next 1/4096 of a millisecond is taken.
    """
    with _lock:
        _last[0] = max(_last[0] + 1, time.time_ns() * _STEPS_PER_MILLISECOND // 1_000_000)
        moment = _last[0]
    value = (moment // _STEPS_PER_MILLISECOND & (2**48 - 1)) << 80
    value |= 0x7 << 76 | (moment % _STEPS_PER_MILLISECOND) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)
