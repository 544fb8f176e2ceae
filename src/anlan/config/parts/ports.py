"""Free and taken TCP ports of this machine."""

import socket


def free_port() -> int:
    """Return a port that is free on 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
