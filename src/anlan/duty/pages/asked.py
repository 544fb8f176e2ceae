"""What an address or a form of this room asks for, read or refused by name."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.kernel.regions import normalise
from anlan.support.rights import may, regions_of


def asked_region(request: HttpRequest, right: str = "duty.see") -> str:
    """Return the region that the address names, or the reader's own; outside it is as if there were none."""
    held = regions_of(request.actor, right)
    if not held:
        raise NotAllowed(right=right, region="")
    region = normalise(request.GET.get("region", "")) or held[0]
    if not may(request.actor, right, region):
        raise NotFound(what="region")
    return region


def typed_day(text: str, field: str) -> date:
    """Return the day that a field holds."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidValue(field=field, value=text[:20], rule="day_as_2026_05_01") from None


def typed_month(text: str) -> date:
    """Return the first day of the month that a field holds, ``2026-05``; nothing typed is this month."""
    if not text.strip():
        return clock.in_china(clock.now()).date().replace(day=1)
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        raise InvalidValue(field="month", value=text[:20], rule="month_as_2026_05") from None


def typed_id(text: str, field: str) -> UUID:
    """Return the id that a field holds."""
    try:
        return UUID(text)
    except ValueError:
        raise InvalidValue(field=field, value=text[:40], rule="one_of_the_list") from None
