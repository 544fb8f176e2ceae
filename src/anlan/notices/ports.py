"""What the room asks of the outside."""

from typing import Protocol
from uuid import UUID


class GatewayDown(Exception):
    """The gateway cannot be reached now; it may heal."""


class NumberRefused(Exception):
    """The gateway refuses this message for good."""


class Texter(Protocol):
    """Sends a text to a telephone."""

    def send(self, notice_id: UUID, number: str, text: str) -> str:
        """Hand the text over, the same id only once; return the gateway's word, raise GatewayDown or NumberRefused."""
        ...
