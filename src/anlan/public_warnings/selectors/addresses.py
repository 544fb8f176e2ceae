"""What adapters ask of messages that are on their way: by which address they went."""

from collections.abc import Mapping
from uuid import UUID

from anlan.public_warnings.models import Delivery


def addresses_of(ids: frozenset[UUID]) -> Mapping[UUID, str]:
    """Return the address of each message."""
    return dict(Delivery.objects.filter(id__in=ids).values_list("id", "address"))


def address_by(channel: str, identifier: str) -> str:
    """Return the address by which a transmission went on a channel, or nothing where it did not."""
    rows = Delivery.objects.filter(channel=channel, transmission__identifier=identifier, call_step=None)
    return rows.order_by("id").values_list("address", flat=True).first() or ""
