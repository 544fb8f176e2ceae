"""What lists of things that lie somewhere have in common: who sees them, what a text fits, how they are sorted."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, level_of
from anlan.places.selectors.divisions import children, search
from anlan.places.selectors.naming import full_names
from anlan.support.rights import regions_of, within

_PLACES = 12


def seen_by(actor: Actor, right: str, rows: QuerySet[Any], region: str = "") -> QuerySet[Any]:
    """Return the rows in the regions where the actor holds ``right``, and in ``region`` where one is named."""
    return rows.filter(within(actor, right), region__startswith=region)


def fits(text: str, *fields: str) -> Q:
    """Return the condition that a text is part of one of ``fields`` or names the place where a row lies."""
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__icontains": text})
    for place in search(text, limit=_PLACES):
        condition |= Q(region__startswith=place.code)
    return condition


def ordered(rows: QuerySet[Any], sort: str, keys: dict[str, str]) -> QuerySet[Any]:
    """Return the rows sorted by one of ``keys`` (falling with a minus before it), by code where none is named."""
    column = keys.get(sort.removeprefix("-"))
    if column is None:
        return rows.order_by("code")
    return rows.order_by(f"-{column}" if sort.startswith("-") else column, "code")


def region_choices(actor: Actor, right: str) -> list[tuple[str, str]]:
    """Return the regions by which a list is filtered: the children of the reader's one region above a township."""
    regions = regions_of(actor, right)
    if len(regions) != 1 or level_of(regions[0]) > RegionLevel.COUNTY or regions[0] == "":
        return []
    return [(child.code, child.name) for child in children(regions[0])]


def know_names(rows: Iterable[Any]) -> None:
    """Read the rows' region names at once, so that the page asks for none of them alone."""
    full_names({row.region for row in rows})
