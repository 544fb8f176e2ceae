"""Filters that write a region's name: ``{{ code|region_name }}``, ``{{ code|region_full_name }}``, in rows of a list
``{{ code|region_row_name }}``.
"""

from django import template

from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.places import api

register = template.Library()


@register.filter
def region_name(code: str) -> str:
    """Return the name of a division, or its code where no list holds it."""
    return api.name(code) if code else ""


@register.filter
def region_full_name(code: str) -> str:
    """Return the name from the prefecture down."""
    return api.full_name(code) if code else ""


@register.filter
def region_row_name(code: str) -> str:
    """Return the name from the county down, for rows where the prefecture would stand in every one."""
    if not code:
        return ""
    if level_of(code) < RegionLevel.COUNTY:
        return api.full_name(code)
    prefecture = at_level(code, RegionLevel.PREFECTURE)
    above = api.name(prefecture)
    return api.full_name(code).removeprefix("" if above == prefecture else above)
