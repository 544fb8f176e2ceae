"""Filters that write states, facts, roles and acts of plans."""

from collections.abc import Iterable

from django import template

from anlan.plans import words
from anlan.plans.domain.facts import LEVEL_FACTS, figure_text

register = template.Library()


@register.filter
def plan_state(key: str) -> str:
    """Return an edition's state in the reader's language."""
    return words.word(words.STATES, key)


@register.filter
def plan_tone(key: str) -> str:
    """Return the tone of an edition's state."""
    return words.TONES.get(key, "dim")


@register.filter
def plan_fact(key: str) -> str:
    """Return what a fact counts, in the reader's language."""
    return words.word(words.FACTS, key)


@register.filter
def is_level_fact(key: str) -> bool:
    """Tell whether a fact is a level and not a count."""
    return key in LEVEL_FACTS


@register.filter
def figure_of(figure: int, fact: str) -> str:
    """Return a bound of a fact as people write it."""
    return figure_text(fact, figure)


@register.filter
def plan_act(kind: str) -> str:
    """Return what a journal entry says of an edition, in the reader's language."""
    return words.word(words.ACTS, kind)


@register.filter
def plan_roles(keys: Iterable[str]) -> str:
    """Return roles in the reader's language, one after the other."""
    return words.roles_text(keys)


@register.filter
def within(minutes: int) -> str:
    """Return a time limit in minutes, or in hours where they are whole."""
    return words.limit_text(minutes)
