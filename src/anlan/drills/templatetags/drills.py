"""Filters that write drills in words: ``{% load drills %}{{ row.state|drill_word:"state" }}``."""

from datetime import timedelta
from typing import Any, Final

from django import template

from anlan.drills import words

register = template.Library()

_WORDS: Final[dict[str, dict[Any, Any]]] = {
    "form": words.FORMS,
    "state": words.STATES,
    "sort": words.SORTS,
    "inject": words.INJECT_STATES,
    "part": words.PARTS,
    "verdict": words.VERDICTS,
    "expectation": words.EXPECTATIONS,
    "criterion": words.CRITERIA,
    "outcome": words.OUTCOMES,
    "source": words.SOURCES,
}
_TONES: Final[dict[str, dict[Any, str]]] = {
    "state": words.STATE_TONES,
    "inject": words.INJECT_TONES,
    "verdict": words.VERDICT_TONES,
    "outcome": words.OUTCOME_TONES,
}


@register.filter
def drill_word(key: str, of: str) -> str:
    """Return the word of a key."""
    return str(_WORDS[of].get(key, key))


@register.filter
def drill_tone(key: str, of: str) -> str:
    """Return the tone of a key's pill."""
    return _TONES[of].get(key, "dim")


@register.filter
def shown(length: timedelta) -> str:
    """Return what a drill's clock shows: hours, minutes, seconds."""
    seconds = int(length.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
