"""What households received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from anlan.readiness.models import Posting
from anlan.readiness.selectors.items import Item, item_of


@dataclass(frozen=True, slots=True)
class Given:
    """An item that a household received."""

    item: Item
    quantity: Decimal
    at: datetime


def given_to(household_ids: Iterable[UUID], since: datetime) -> dict[UUID, list[Given]]:
    """Return what households received since a time, newest first, in one query; the caller has checked the reader."""
    rows = Posting.objects.filter(
        entry__kind="distribution", entry__party_id__in=list(household_ids), entry__at__gte=since
    ).select_related("entry")
    found: dict[UUID, list[Given]] = {}
    for row in rows.order_by("-id"):
        found.setdefault(row.entry.party_id, []).append(Given(item_of(row.item), row.quantity, row.entry.at))
    return found


def households_served(store_id: UUID, since: datetime) -> int:
    """Return how many households a store gave something to since a time."""
    rows = Posting.objects.filter(entry__kind="distribution", entry__store_id=store_id, entry__at__gte=since)
    return rows.order_by().values("entry__party_id").distinct().count()
