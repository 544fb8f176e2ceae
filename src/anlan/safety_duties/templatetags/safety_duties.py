"""Filters that write duty lists in words: ``{% load safety_duties %}{{ row.state|list_state }}``."""

from django import template

from anlan.safety_duties import words
from anlan.safety_duties.api import evidences

register = template.Library()


@register.filter
def holder_word(kind: str) -> str:
    """Return what sort of holder it is."""
    return str(words.HOLDER_WORDS[kind])


@register.filter
def list_state(state: str) -> str:
    """Return a list's state in words."""
    return str(words.STATE_WORDS[state])


@register.filter
def list_tone(state: str) -> str:
    """Return the tone of a state's pill."""
    return words.STATE_TONES[state]


@register.filter
def rhythm_word(rhythm: str) -> str:
    """Return how often a duty is owed."""
    return str(words.RHYTHM_WORDS[rhythm])


@register.filter
def period_word(period: str) -> str:
    """Return which period was scored."""
    return str(words.PERIOD_WORDS[period])


@register.filter
def grade_word(grade: str) -> str:
    """Return a grade in words."""
    return str(words.GRADE_WORDS[grade])


@register.filter
def grade_tone(grade: str) -> str:
    """Return the tone of a grade's pill."""
    return words.GRADE_TONES[grade]


@register.filter
def evidence_word(key: str) -> str:
    """Return which records count a duty; nothing where it is entered by hand."""
    return evidences()[key].name if key else ""
