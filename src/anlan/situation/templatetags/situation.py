"""Filters that write judgement reports in words: ``{% load situation %}{{ row.kind|situation_word:"kind" }}``."""

from django import template

from anlan.incidents import api as incidents
from anlan.situation import words

register = template.Library()
_WORDS = {"kind": words.KIND_WORDS, "state": words.STATE_WORDS, "act": words.ACT_WORDS}


@register.filter
def situation_word(key: str, sort: str) -> str:
    """Return the word of a key."""
    return str(_WORDS[sort].get(key, key))


@register.filter
def situation_tone(state: str) -> str:
    """Return the tone of a state's pill."""
    return words.STATE_TONES.get(state, "dim")


@register.filter
def kind_group_name(group: str) -> str:
    """Return the name of a group of event kinds."""
    return incidents.kind_groups().get(group, group)
