"""A channel without its settings: it takes nothing, and says so."""

from uuid import UUID

from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt


class UnsetSender:
    """Stands where a channel's settings are missing; ``needs`` names them."""

    is_shared = False

    def __init__(self, needs: tuple[str, ...]) -> None:
        self._fault = f"not set up: {', '.join(needs)}"

    def send(self, message: Outgoing) -> Accepted:
        """Refuse: a person must see that this way was not open."""
        raise MessageRefused(self._fault)

    def find(self, message: Outgoing) -> Accepted | None:
        """Nothing was ever handed over."""
        return None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """Nothing comes back."""
        return frozenset()

    def probe(self) -> None:
        """Say which settings are missing."""
        raise ChannelDown(self._fault)
