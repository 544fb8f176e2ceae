"""Filters that say what a run found: ``{% load analysis %}{{ result.headline|say }}``."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django import template
from django.utils.translation import gettext

from anlan.analysis import api, words
from anlan.analysis.domain.numbers import plain
from anlan.kernel import clock
from anlan.kernel.errors import NotFound

register = template.Library()
_DIGITS: Final = 4
_WHOLE_FROM: Final = 1000
_MOST_SHOWN = 300


@register.filter
def say(sentence: Any) -> str:
    """Return a kept sentence in the reader's language."""
    return words.said(sentence) if sentence else ""


@register.filter
def in_words(text: str) -> str:
    """Return a text of a manifest in the reader's language; the tag ``translate`` finds none with a percent sign."""
    return gettext(text) if text else ""


@register.filter
def kind_word(word: str) -> str:
    """Return the title of a kind; the word itself where the kind is gone."""
    try:
        return gettext(api.kind_of(word).title)
    except NotFound:
        return word


@register.filter
def kind_icon(word: str) -> str:
    """Return the icon of a kind."""
    try:
        return api.kind_of(word).icon
    except NotFound:
        return "chart-line"


@register.filter
def run_word(state: str) -> str:
    """Return the word of a run's state."""
    return str(words.STATE_WORDS[state])


@register.filter
def run_tone(state: str) -> str:
    """Return the tone of a run's state."""
    return words.STATE_TONES[state]


@register.filter
def trust_word(status: str) -> str:
    """Return the word of a model's status."""
    return str(words.STATUS_WORDS.get(status, status))


@register.filter
def trust_tone(status: str) -> str:
    """Return the tone of a model's status."""
    return words.STATUS_TONES.get(status, "dim")


@register.filter
def cell(value: Any) -> str:
    """Return a cell of a table: words said, numbers with commas."""
    if isinstance(value, Mapping):
        return words.said(value)
    if value is None:
        return "\u2014"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return plain(round(value)) if isinstance(value, int) or abs(value) >= _WHOLE_FROM else plain(value, _DIGITS)


@register.filter
def bound(value: float) -> str:
    """Return an end of a field's range."""
    return plain(value)


@register.filter
def is_number(value: Any) -> bool:
    """Tell whether a cell is a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@register.filter
def best(figure: Mapping[str, Any]) -> str:
    """Return the best value of a figure."""
    return words.amount(figure["best"], figure["digits"])


@register.filter
def span(figure: Mapping[str, Any]) -> str:
    """Return the range of a figure, empty where there is none."""
    if figure["low"] is None or figure["high"] is None:
        return ""
    return f"{words.amount(figure['low'], figure['digits'])} \u2013 {words.amount(figure['high'], figure['digits'])}"


@register.filter
def beside(figure: Mapping[str, Any]) -> str:
    """Return what stands below a figure: its range, and what must be known of it."""
    return " ".join(part for part in (span(figure), words.said(figure["note"]) if figure["note"] else "") if part)


@register.filter
def input_value(value: Any, field: Any) -> str:
    """Return an input as it was typed, a choice in its words."""
    if value is None:
        return "\u2014"
    choices = dict(field.choices) if field else {}
    if value in choices if not isinstance(value, list) else False:
        return gettext(choices[value])
    if field is not None and field.kind == "line":
        return "; ".join(f"{longitude:g} {latitude:g}" for longitude, latitude in value)
    if isinstance(value, str) and len(value) > _MOST_SHOWN:
        return f"{value[:_MOST_SHOWN]}\u2026"
    if field is not None and field.kind == "moment":
        return clock.in_china(datetime.fromisoformat(value)).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float):
        return plain(value)
    return ", ".join(plain(each) for each in value) if isinstance(value, list) else str(value)
