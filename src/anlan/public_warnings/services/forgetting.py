"""Forgetting what partners sent long ago and nobody needs: marks of entries that are gone, and refusals.

Valid messages are kept. Marks go by the machine's clock, since what a partner does is in no replay.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from anlan.kernel import clock
from anlan.public_warnings.models import RefusedMessage, SeenEntry
from anlan.support.tables import load_table

_DAY: Final = timedelta(days=1)


def note_standing(*, partner_id: UUID, marks: Collection[str]) -> None:
    """Note which entries stand in a partner's feed now, and forget those that have stood in none for so long."""
    real = clock.real_now()
    SeenEntry.objects.filter(partner_id=partner_id, mark__in=marks, seen_at__lt=real - _DAY).update(seen_at=real)
    SeenEntry.objects.filter(partner_id=partner_id, seen_at__lt=real - timedelta(days=_table()["seen_days"])).delete()


def forget_refused(*, partner_id: UUID, now: datetime) -> None:
    """Forget what a partner had refused long ago, and the oldest where there are too many."""
    rows = RefusedMessage.objects.filter(partner_id=partner_id)
    rows.filter(last_at__lt=now - timedelta(days=_table()["refused_days"])).delete()
    beyond = rows.order_by("-last_at", "-id").values_list("id", flat=True)[_table()["refused_most"] :]
    rows.filter(id__in=list(beyond)).delete()


def _table() -> Any:
    return load_table("anlan.public_warnings", "receiving")
