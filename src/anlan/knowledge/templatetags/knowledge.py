"""Filters that write the library in words: ``{% load knowledge %}{{ row.kind|library_word:"kind" }}``."""

from django import template

from anlan.incidents import api as incidents
from anlan.knowledge import words

register = template.Library()
_WORDS = {"kind": words.KIND_WORDS, "state": words.STATE_WORDS, "act": words.ACT_WORDS, "outcome": words.OUTCOME_WORDS}
_WORDS["force"] = words.FORCE_WORDS


@register.filter
def library_word(key: str, sort: str) -> str:
    """Return the word of a key."""
    return str(_WORDS[sort].get(key, key))


@register.filter
def library_tone(state: str) -> str:
    """Return the tone of a state's pill."""
    return words.STATE_TONES.get(state, "dim")


@register.filter
def force_tone(force: str) -> str:
    """Return the tone of the pill that says whether a law is in force."""
    return words.FORCE_TONES.get(force, "dim")


@register.filter
def library_icon(kind: str) -> str:
    """Return the icon of a kind of document."""
    return words.KIND_ICONS.get(kind, "book")


@register.filter
def event_kind_name(code: str) -> str:
    """Return an event kind's name as the standard writes it."""
    known = incidents.event_kinds().get(code)
    return known.name if known else code
