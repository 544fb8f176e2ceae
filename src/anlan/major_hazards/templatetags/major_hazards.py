"""Filters that write major hazards in words: ``{% load major_hazards %}{{ unit.gravity|hazard_word:"gravity" }}``."""

from decimal import Decimal
from typing import Any, Final

from django import template
from django.utils.translation import gettext

from anlan.kernel.actors import SYSTEM
from anlan.major_hazards import words

register = template.Library()
_TABLES: Final[dict[str, dict[Any, Any]]] = {
    "kind": words.KINDS,
    "gravity": words.GRAVITIES,
    "cause": words.CAUSES,
    "change": words.CHANGES,
    "due": words.DUES,
    "people": words.PEOPLE_SOURCES,
    "every": words.EVERY,
    "colour": words.COLOURS,
}


@register.filter
def hazard_word(value: Any, table: str) -> str:
    """Return a value in the words of a table of this room."""
    return str(_TABLES[table].get(value, value))


@register.filter
def hazard_level(gravity: int) -> int:
    """Return the colour level of a class."""
    return words.LEVELS[gravity]


@register.filter
def plain(value: Decimal | None) -> str:
    """Return a decimal without zeros at its end; a dash where there is none."""
    return "-" if value is None else f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


@register.filter
def point_told(point: dict[str, Any]) -> str:
    """Return what a point of a score is for."""
    return words.point_told(point)


@register.filter
def point_source(point: dict[str, Any]) -> str:
    """Return from where a point of a score comes."""
    return words.point_source(point)


@register.filter
def value_of(fields: dict[str, Any], key: str) -> Any:
    """Return what a site's fields hold under a key."""
    return fields.get(key, "") if fields else ""


@register.filter
def who(name: str) -> str:
    """Return who did something; the platform itself is named in the reader's language."""
    return gettext(name) if name == SYSTEM.name else name
