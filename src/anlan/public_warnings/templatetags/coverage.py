"""Figures of coverage: ``{{ found.share|percent_of }}``, ``{{ row.judged.lead|minutes_of }}``."""

from datetime import timedelta

from django import template

register = template.Library()


@register.filter
def percent_of(share: float | None) -> float | None:
    """Return a share in percent with one digit, or nothing."""
    return None if share is None else round(share * 100, 1)


@register.filter
def minutes_of(length: timedelta | None) -> int | None:
    """Return a length in whole minutes, or nothing."""
    return None if length is None else round(length.total_seconds() / 60)
