"""Filters that write matters in words: ``{% load intake %}{{ matter.state|matter_state }}``."""

from datetime import datetime
from typing import Any

from django import template

from anlan.intake import api, words
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


@register.filter
def reward_state(state: str) -> str:
    """Return how a reward stands."""
    return str(words.REWARD_WORDS[state])


@register.filter
def reward_tone(state: str) -> str:
    """Return the tone of a reward's pill."""
    return words.REWARD_TONES[state]


@register.filter
def reward_act(act: str) -> str:
    """Return what happened to a reward."""
    return str(words.REWARD_ACT_WORDS.get(act, act))


@register.filter
def reward_rule(key: str) -> str:
    """Return the name of the rule by which a reward is counted."""
    return str(api.reward_table()["rule"][key]["name"])


@register.filter
def reward_level(key: str) -> str:
    """Return the name of a level of accidents in the rule for concealment."""
    return next((each["name"] for each in api.reward_table()["rule"]["concealment"]["level"] if each["key"] == key), "")


@register.filter
def reward_bound(bound: str) -> str:
    """Return which border of the table decided an amount, or nothing."""
    return str(words.BOUND_WORDS.get(bound, ""))
