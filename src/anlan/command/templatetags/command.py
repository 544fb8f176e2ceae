"""Filters that write responses and orders in words: ``{% load command %}{{ order.state|order_state }}``.

A filter ``x_state``, ``x_act`` ... writes a key of its table in words; ``x_tone`` gives the tone of its pill.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django import template

from anlan.command import api, words
from anlan.kernel.levels import Level

register = template.Library()

_WORDS: Final[dict[str, tuple[Callable[[Any], Any], Mapping[Any, object]]]] = {
    "response_level": (Level, words.RESPONSE_LEVEL_WORDS),
    "response_state": (api.ResponseState, words.RESPONSE_STATE_WORDS),
    "response_tone": (api.ResponseState, words.RESPONSE_STATE_TONES),
    "response_act": (api.ResponseAct, words.RESPONSE_ACT_WORDS),
    "order_state": (api.OrderState, words.ORDER_STATE_WORDS),
    "order_tone": (api.OrderState, words.ORDER_STATE_TONES),
    "order_act": (api.OrderAct, words.ORDER_ACT_WORDS),
    "receiver_kind": (api.Receiver, words.RECEIVER_WORDS),
    "watch_state": (api.WatchState, words.WATCH_STATE_WORDS),
    "watch_tone": (api.WatchState, words.WATCH_STATE_TONES),
    "watch_act": (api.WatchAct, words.WATCH_ACT_WORDS),
    "trouble": (api.Trouble, words.TROUBLE_WORDS),
    "side": (api.Side, words.SIDE_WORDS),
    "handover_state": (api.HandoverState, words.HANDOVER_STATE_WORDS),
    "handover_tone": (api.HandoverState, words.HANDOVER_STATE_TONES),
    "consultation_state": (api.ConsultationState, words.CONSULTATION_STATE_WORDS),
    "consultation_tone": (api.ConsultationState, words.CONSULTATION_STATE_TONES),
    "lesson_state": (api.LessonState, words.LESSON_STATE_WORDS),
    "lesson_tone": (api.LessonState, words.LESSON_STATE_TONES),
    "outcome": (str, words.OUTCOME_WORDS),
    "outcome_tone": (str, words.OUTCOME_TONES),
    "move_state": (api.MoveState, words.MOVE_STATE_WORDS),
    "move_tone": (api.MoveState, words.MOVE_STATE_TONES),
    "move_act": (api.MoveAct, words.MOVE_ACT_WORDS),
}


def _word_filter(kind: Callable[[Any], Any], table: Mapping[Any, object]) -> Callable[[Any], str]:
    def word_of(key: Any) -> str:
        return str(table[kind(key)])

    return word_of


for _name, (_kind, _table) in _WORDS.items():
    register.filter(_name, _word_filter(_kind, _table))


@register.filter
def fact_name(key: str) -> str:
    """Return what a figure behind a proposal counts."""
    return str(words.FACT_WORDS.get(key, key))


@register.filter
def lines(texts: Iterable[str]) -> str:
    """Return several short texts in one line."""
    return " / ".join(texts)
