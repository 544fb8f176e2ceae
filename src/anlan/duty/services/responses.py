"""A running response doubles the duty of its region, from a level on that the table says."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.duty.services.calendar import NewOccasion, keep_occasion
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support.tables import load_table

_LONGEST_NAME = 60


@transaction.atomic
def double_for_response(
    *, response_id: UUID, region: str, level: int, name: str, actor: Actor, now: datetime
) -> UUID | None:
    """Double the duty for some days from today where the response is grave enough; a second time replaces the first."""
    rule: dict[str, Any] = load_table("anlan.duty", "rosters")["response"]
    if level < rule["doubles_from"]:
        return None
    first = in_china(now).date()
    new = NewOccasion(
        region=region,
        kind="response",
        name=name[:_LONGEST_NAME],
        first=first,
        last=first + timedelta(days=rule["days"] - 1),
        is_double=True,
        source=f"response:{response_id}",
    )
    return keep_occasion(new=new, actor=actor, now=now)
