"""Which rows an asker may see, and which a text fits."""

from typing import Any

from django.db.models import Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.support.rights import within

READ = "readiness.read"
_PLACES = 12


def seen_by(actor: Actor, rows: QuerySet[Any], region: str = "") -> QuerySet[Any]:
    """Return the rows in the actor's regions, and in ``region`` where one is named."""
    return rows.filter(within(actor, READ), region__startswith=region)


def fits(text: str, *fields: str) -> Q:
    """Return the condition that a text is part of one of ``fields`` or names the place where a row lies."""
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__icontains": text})
    for place in places.search(text, limit=_PLACES):
        condition |= Q(region__startswith=place.code)
    return condition


def ordered(rows: QuerySet[Any], sort: str, keys: dict[str, str]) -> QuerySet[Any]:
    """Return the rows sorted by one of ``keys`` (falling with a minus before it), by code where none is named."""
    column = keys.get(sort.removeprefix("-"))
    if column is None:
        return rows.order_by("code")
    return rows.order_by(f"-{column}" if sort.startswith("-") else column, "code")
