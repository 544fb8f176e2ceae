"""Filters that write responses and orders in words: ``{% load command %}{{ order.state|order_state }}``."""

from collections.abc import Iterable

from django import template

from anlan.command import api, words
from anlan.kernel.levels import Level

register = template.Library()


@register.filter
def response_level(level: int) -> str:
    """Return a response's level as the plans write it."""
    return str(words.RESPONSE_LEVEL_WORDS[Level(level)])


@register.filter
def response_state(state: str) -> str:
    """Return a response's state in words."""
    return str(words.RESPONSE_STATE_WORDS[api.ResponseState(state)])


@register.filter
def response_tone(state: str) -> str:
    """Return the tone of a response's pill."""
    return words.RESPONSE_STATE_TONES[api.ResponseState(state)]


@register.filter
def response_act(act: str) -> str:
    """Return a step of a response in words."""
    return str(words.RESPONSE_ACT_WORDS[api.ResponseAct(act)])


@register.filter
def order_state(state: str) -> str:
    """Return an order's state in words."""
    return str(words.ORDER_STATE_WORDS[api.OrderState(state)])


@register.filter
def order_tone(state: str) -> str:
    """Return the tone of an order's pill."""
    return words.ORDER_STATE_TONES[api.OrderState(state)]


@register.filter
def receiver_kind(kind: str) -> str:
    """Return what sort of receiver an order has."""
    return str(words.RECEIVER_WORDS[api.Receiver(kind)])


@register.filter
def fact_name(key: str) -> str:
    """Return what a figure behind a proposal counts."""
    return str(words.FACT_WORDS.get(key, key))


@register.filter
def lines(texts: Iterable[str]) -> str:
    """Return several short texts in one line."""
    return " / ".join(texts)


@register.filter
def order_act(act: str) -> str:
    """Return a step of an order in words."""
    return str(words.ORDER_ACT_WORDS[api.OrderAct(act)])


@register.filter
def watch_state(state: str) -> str:
    """Return how a team in danger stands, in words."""
    return str(words.WATCH_STATE_WORDS[api.WatchState(state)])


@register.filter
def watch_tone(state: str) -> str:
    """Return the tone of a watched team's pill."""
    return words.WATCH_STATE_TONES[api.WatchState(state)]


@register.filter
def watch_act(act: str) -> str:
    """Return a word of a team's leader in words."""
    return str(words.WATCH_ACT_WORDS[api.WatchAct(act)])


@register.filter
def trouble(key: str) -> str:
    """Return what the ladder has found wrong."""
    return str(words.TROUBLE_WORDS[api.Trouble(key)])


@register.filter
def side(side: str) -> str:
    """Return which side of the command a post is."""
    return str(words.SIDE_WORDS[api.Side(side)])


@register.filter
def handover_state(state: str) -> str:
    """Return where an offer of the command stands."""
    return str(words.HANDOVER_STATE_WORDS[api.HandoverState(state)])


@register.filter
def handover_tone(state: str) -> str:
    """Return the tone of an offer's pill."""
    return words.HANDOVER_STATE_TONES[api.HandoverState(state)]


@register.filter
def consultation_state(state: str) -> str:
    """Return where a consultation stands."""
    return str(words.CONSULTATION_STATE_WORDS[api.ConsultationState(state)])


@register.filter
def consultation_tone(state: str) -> str:
    """Return the tone of a consultation's pill."""
    return words.CONSULTATION_STATE_TONES[api.ConsultationState(state)]


@register.filter
def lesson_state(state: str) -> str:
    """Return where a lesson stands."""
    return str(words.LESSON_STATE_WORDS[api.LessonState(state)])


@register.filter
def lesson_tone(state: str) -> str:
    """Return the tone of a lesson's pill."""
    return words.LESSON_STATE_TONES[api.LessonState(state)]


@register.filter
def outcome(key: str) -> str:
    """Return what became of an order, as a review judges it."""
    return str(words.OUTCOME_WORDS[key])


@register.filter
def outcome_tone(key: str) -> str:
    """Return the tone of an outcome's pill."""
    return words.OUTCOME_TONES[key]


@register.filter
def move_state(state: str) -> str:
    """Return how a household is, in words."""
    return str(words.MOVE_STATE_WORDS[api.MoveState(state)])


@register.filter
def move_tone(state: str) -> str:
    """Return the tone of a household's pill."""
    return words.MOVE_STATE_TONES[api.MoveState(state)]


@register.filter
def move_act(act: str) -> str:
    """Return what was said of a household."""
    return str(words.MOVE_ACT_WORDS[api.MoveAct(act)])
