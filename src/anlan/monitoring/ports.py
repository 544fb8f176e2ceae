"""What monitoring needs from outside."""

from typing import Protocol


class Bus(Protocol):
    """The message bus that keeps readings until they are stored."""

    def publish(self, subject: str, data: bytes) -> None:
        """Hand over ``data``; return when the bus has stored it, raise ``BusUnavailable`` where it has not."""
