"""Totals of figures that regions of several levels report.

A figure of a region speaks for all of it. It stands until a region inside it reports later; from then on the parts are
summed. So a county's own total of 16:00 overrides what its townships said until 16:00, and a township's figure of
17:00 makes the county's total the sum of its parts again. Regions that have said nothing count nothing.

A site is a place of its own inside a region that is counted apart, a stretch of road, say: it is a part of its region
as a township is of its county. ``where`` is a region's code, or ``code@site``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from anlan.kernel.regions import lineage


@dataclass(frozen=True, slots=True)
class Stated:
    """What a region last said of one indicator, and as of when."""

    value: Decimal
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Total:
    """The total of one indicator: ``is_sum`` where it was added up from parts."""

    value: Decimal
    as_of: datetime
    is_sum: bool


def where_of(region: str, site: str) -> str:
    """Return how a region, or a site in it, is named among those who state figures."""
    return f"{region}@{site}" if site else region


def _above(where: str) -> tuple[str, ...]:
    """Return the regions that ``where`` is a part of, nearest first."""
    region, at, _ = where.partition("@")
    return lineage(region) if at else lineage(region)[1:]


def greatest_of(stated: Mapping[str, Stated]) -> Total:
    """Return the greatest of the regions' latest figures (at least one): of a figure that is not counted together."""
    newest = max(each.as_of for each in stated.values())
    return Total(max(each.value for each in stated.values()), newest, is_sum=False)


def total_of(stated: Mapping[str, Stated]) -> Total:
    """Return the total of one indicator from each region's latest figure (at least one)."""
    children: dict[str, list[str]] = {}
    for region in stated:
        above = [outer for outer in _above(region) if outer in stated]
        children.setdefault(above[0] if above else "", []).append(region)
    roots = children.get("", [])
    parts = [_total_in(region, stated, children) for region in roots]
    return parts[0] if len(parts) == 1 else _sum(parts)


def _total_in(region: str, stated: Mapping[str, Stated], children: Mapping[str, list[str]]) -> Total:
    own = stated[region]
    parts = [_total_in(child, stated, children) for child in children.get(region, ())]
    if not parts or own.as_of >= max(part.as_of for part in parts):
        return Total(own.value, own.as_of, is_sum=False)
    return _sum(parts)


def _sum(parts: list[Total]) -> Total:
    return Total(sum((part.value for part in parts), Decimal(0)), max(part.as_of for part in parts), is_sum=True)
