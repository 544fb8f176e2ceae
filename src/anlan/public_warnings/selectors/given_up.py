"""Numbers to which messages were given up, for who keeps lists of numbers."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from anlan.public_warnings.models import Delivery


def given_up_numbers(numbers: Iterable[str], *, since: datetime) -> dict[str, int]:
    """Return how many messages to each number were given up since a moment; numbers without any are left out."""
    wanted = set(numbers)
    if not wanted:
        return {}
    rows = Delivery.objects.filter(given_up_at__gte=since, address__in=wanted, is_exercise=False)
    return dict(rows.order_by().values_list("address").annotate(count=Count("id")))
