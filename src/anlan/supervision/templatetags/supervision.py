"""Filters that write supervision in words: ``{% load supervision %}{{ row.state|inspection_state }}``."""

from collections.abc import Mapping
from typing import Any

from django import template

from anlan.supervision import words
from anlan.supervision.api import trades

register = template.Library()


@register.filter
def inspection_kind(kind: str) -> str:
    """Return why somebody goes there, in words."""
    return str(words.KIND_WORDS[kind])


@register.filter
def inspection_state(state: str) -> str:
    """Return an inspection's state in words."""
    return str(words.STATE_WORDS[state])


@register.filter
def inspection_tone(state: str) -> str:
    """Return the tone of a state's pill."""
    return words.STATE_TONES[state]


@register.filter
def object_word(kind: str) -> str:
    """Return what sort of object it is."""
    return str(words.OBJECT_WORDS.get(kind, kind))


@register.filter
def verdict_word(verdict: str) -> str:
    """Return an answer in words."""
    return str(words.VERDICT_WORDS[verdict])


@register.filter
def verdict_tone(verdict: str) -> str:
    """Return the tone of an answer's pill."""
    return words.VERDICT_TONES[verdict]


@register.filter
def paper_word(kind: str) -> str:
    """Return a paper's name."""
    return str(words.PAPER_WORDS[kind])


@register.filter
def file_word(kind: str) -> str:
    """Return what a file of a record is."""
    return str(words.FILE_WORDS[kind])


@register.filter
def trade_name(key: str) -> str:
    """Return a trade's name."""
    known = trades().get(key)
    return known.name if known else key


@register.filter
def draw_state(state: str) -> str:
    """Return a draw's state in words."""
    return str(words.DRAW_WORDS[state])


@register.filter
def draw_tone(state: str) -> str:
    """Return the tone of a draw's pill."""
    return words.DRAW_TONES[state]


@register.filter
def grade_name(grade: str) -> str:
    """Return a grade of the pool in words."""
    return str(words.GRADE_WORDS[grade])


@register.filter
def fault_word(fault: str) -> str:
    """Return what is wrong with a draw's record."""
    return str(words.FAULT_WORDS.get(fault, fault))


@register.filter
def plan_state(state: str) -> str:
    """Return a plan's state in words."""
    return str(words.PLAN_WORDS[state])


@register.filter
def plan_tone(state: str) -> str:
    """Return the tone of a plan's pill."""
    return words.PLAN_TONES[state]


@register.filter
def share_word(share: str) -> str:
    """Return whether an object is a key one."""
    return str(words.SHARE_WORDS[share])


@register.filter
def reason_word(reason: Mapping[str, Any]) -> str:
    """Return one part of a frequency in words."""
    return words.reason_text(reason)


@register.filter
def move_word(move: str) -> str:
    """Return what a re-inspection did to a hidden danger."""
    return str(words.MOVE_WORDS[move])
