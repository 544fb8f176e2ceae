"""A message bus in memory."""

from anlan.monitoring.domain.errors import BusUnavailable


class FakeBus:
    """Keeps what it is given, or is away."""

    def __init__(self, *, is_away: bool = False) -> None:
        self.is_away = is_away
        self.messages: list[tuple[str, bytes]] = []

    def publish(self, subject: str, data: bytes) -> None:
        if self.is_away:
            raise BusUnavailable
        self.messages.append((subject, data))
