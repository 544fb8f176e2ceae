"""Free and taken TCP ports of this machine."""

import socket
from secrets import randbelow
from typing import Final

_LOWEST: Final = 10_240
_FIRST_OUTGOING: Final = 32_768
"""Linux gives outgoing connections ports from here on; other systems begin higher."""


def free_port() -> int:
    """Return a port that is free on 127.0.0.1 now."""
    return free_ports(1)[0]


def free_ports(count: int) -> range:
    """Return so many ports in a row that are free on 127.0.0.1 now, and that no outgoing connection is ever given."""
    while True:
        first = _LOWEST + randbelow(_FIRST_OUTGOING - count - _LOWEST)
        found = range(first, first + count)
        if not any(is_taken(port) for port in found):
            return found


def is_taken(port: int, address: str = "127.0.0.1") -> bool:
    """Tell whether a server could not listen on ``port`` of ``address``."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        # Ports of connections that have just ended are free for a server; servers set the same option.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return True
    return False


def answers(port: int, address: str = "127.0.0.1") -> bool:
    """Tell whether something accepts connections on ``port``."""
    try:
        with socket.create_connection((address, port), timeout=1):
            return True
    except OSError:
        return False
