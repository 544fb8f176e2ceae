"""Filters that write incidents in words: ``{% load incidents %}{{ incident.grade|grade_word }}``."""

from collections.abc import Iterable
from typing import Any

from django import template

from anlan.incidents import api, words
from anlan.incidents.domain.states import IncidentState
from anlan.kernel.levels import Level

register = template.Library()


@register.filter
def grade_word(grade: int) -> str:
    """Return a grade in the law's words."""
    return str(words.GRADE_WORDS[Level(grade)])


@register.filter
def incident_state(state: str) -> str:
    """Return a state in words."""
    return str(words.STATE_WORDS[IncidentState(state)])


@register.filter
def incident_tone(state: str) -> str:
    """Return the tone of a state's pill."""
    return words.STATE_TONES[IncidentState(state)]


@register.filter
def event_kind_name(code: str) -> str:
    """Return what a 12379 event-type code means, or the code where the table lacks it."""
    kind = api.event_kinds().get(code)
    return kind.name if kind else code


@register.filter
def indicator_name(key: str) -> str:
    """Return what an indicator counts."""
    indicator = api.indicators().get(key)
    return indicator.name if indicator else key


@register.filter
def stated_figures(figures: Iterable[dict[str, Any]]) -> str:
    """Return the figures of a journal entry in one line."""
    known = api.indicators()
    return "\u3001".join(
        _stated(figure, known[figure["indicator"]]) for figure in figures if figure["indicator"] in known
    )


def _stated(figure: dict[str, Any], indicator: api.Indicator) -> str:
    before = figure["previous"]
    change = f"{before} \u2192 " if before is not None and before != figure["value"] else ""
    return f"{indicator.name} {change}{figure['value']} {indicator.unit}"


@register.filter
def lives(count: api.Count) -> int:
    """Return dead and missing together."""
    return count.dead + count.missing
