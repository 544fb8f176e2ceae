"""Filters that write duty in words: ``{% load duty %}{{ turn.post|duty_post }}``."""

from datetime import date
from typing import Any, Final

from django import template
from django.utils.translation import gettext as _

from anlan.duty import api, words

register = template.Library()
_TABLES: Final[dict[str, dict[Any, Any]]] = {
    "day_kind": words.DAY_KINDS,
    "roster_state": words.ROSTER_STATES,
    "swap_state": words.SWAP_STATES,
    "handover_state": words.HANDOVER_STATES,
    "log_group": words.LOG_GROUPS,
    "roll_state": words.ROLL_STATES,
    "instruction_state": words.INSTRUCTION_STATES,
    "instruction_act": words.INSTRUCTION_ACTS,
    "problem": words.PROBLEMS,
    "occasion": words.OCCASIONS,
    "absence": words.ABSENCES,
}


@register.filter
def duty_post(post: str) -> str:
    """Return a post in words."""
    return str(words.POSTS.get(post, post))


@register.filter
def duty_word(value: Any, table: str) -> str:
    """Return a value in the words of a table of this room (``_TABLES``)."""
    return str(_TABLES[table].get(value, value))


@register.filter
def roster_tone(state: str) -> str:
    """Return the tone of a roster's pill."""
    return words.ROSTER_TONES[api.RosterState(state)]


@register.filter
def swap_tone(state: str) -> str:
    """Return the tone of a swap's pill."""
    return words.SWAP_TONES[api.SwapState(state)]


@register.filter
def handover_tone(state: str) -> str:
    """Return the tone of a hand-over's pill."""
    return words.HANDOVER_TONES[api.HandoverState(state)]


@register.filter
def roll_tone(state: str) -> str:
    """Return the tone of a roll-call line's pill."""
    return words.ROLL_TONES[api.RollState(state)]


@register.filter
def instruction_tone(state: str) -> str:
    """Return the tone of an instruction's pill."""
    return words.INSTRUCTION_TONES[api.InstructionState(state)]


@register.filter
def weekday(day: date) -> str:
    """Return the day of the week in words."""
    return words.weekday(day)


@register.filter
def month_word(month: date) -> str:
    """Return a month in words."""
    return _("%(month)s/%(year)s") % {"year": month.year, "month": month.month}
