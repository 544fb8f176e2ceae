"""Filters that write matters in words: ``{% load intake %}{{ matter.state|matter_state }}``."""

from datetime import datetime
from typing import Any

from django import template

from anlan.intake import words
from anlan.intake.domain.states import MatterKind, MatterState

register = template.Library()


@register.filter
def matter_kind(kind: str) -> str:
    """Return by which way a matter came in words."""
    return str(words.KIND_WORDS[MatterKind(kind)])


@register.filter
def matter_icon(kind: str) -> str:
    """Return the icon of a way in."""
    return words.KIND_ICONS[MatterKind(kind)]


@register.filter
def matter_state(state: str) -> str:
    """Return a state in words."""
    return str(words.STATE_WORDS[MatterState(state)])


@register.filter
def matter_tone(state: str) -> str:
    """Return the tone of a state's pill."""
    return words.STATE_TONES[MatterState(state)]


@register.filter
def public_state(state: str) -> str:
    """Return a state as who told it reads it."""
    return words.public_word(MatterState(state))


@register.filter
def forwarding_state(state: str) -> str:
    """Return the state of a forwarding in words."""
    return str(words.FORWARDING_WORDS[state])


@register.filter
def forwarding_tone(state: str) -> str:
    """Return the tone of a forwarding's pill."""
    return words.FORWARDING_TONES[state]


@register.filter
def reason_word(reason: dict[str, Any]) -> str:
    """Return a reason of urgency or likeness in words."""
    return words.reason_word(reason)


@register.filter
def late_by(row: Any, now: datetime) -> bool:
    """Tell whether a forwarding is or was answered after its time."""
    return bool(row.is_late(now))
