"""Filters that write a region's name: ``{{ code|region_name }}``, ``{{ code|region_full_name }}``."""

from django import template

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
