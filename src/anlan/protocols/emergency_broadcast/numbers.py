"""The numbers of platforms, messages and packets."""

import re
from datetime import date
from typing import Final

from anlan.protocols.emergency_broadcast.message import PacketError

_RESOURCE: Final = re.compile(r"[0-9]{18}")
_MOST_A_DAY, _MOST_PACKETS = 9_999, 10**16 - 1


def require_resource(code: str) -> str:
    """Return a platform's number if it has eighteen digits."""
    if not _RESOURCE.fullmatch(code):
        raise PacketError(f"EBRID {code[:40]!r} has not eighteen digits")
    return code


def message_id(platform: str, day: date, number: int) -> str:
    """Return the number of the ``number``-th message of a platform's day, from 1."""
    if not 1 <= number <= _MOST_A_DAY:
        raise PacketError(f"EBMID: a day has messages 1 to {_MOST_A_DAY}, not {number}")
    return f"{require_resource(platform)}{day:%Y%m%d}{number:04}"


def packet_id(platform: str, number: int) -> str:
    """Return the number of a platform's packet; ``number`` has at most sixteen digits."""
    if not 0 <= number <= _MOST_PACKETS:
        raise PacketError(f"EBDID: {number} has more than sixteen digits")
    return f"01{require_resource(platform)}{number:016}"
