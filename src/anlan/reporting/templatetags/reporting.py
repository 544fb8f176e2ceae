"""Filters that write reports and clocks in words: ``{% load reporting %}{{ clock.stage|stage_word }}``."""

from django import template

from anlan.reporting import api, words
from anlan.support.documents import Block, Table

register = template.Library()


@register.filter
def stage_word(stage: str) -> str:
    """Return a stage in words."""
    return str(words.STAGE_WORDS[api.Stage(stage)])


@register.filter
def clock_state(state: str) -> str:
    """Return a clock's state in words."""
    return str(words.CLOCK_STATE_WORDS[api.ClockState(state)])


@register.filter
def clock_tone(state: str) -> str:
    """Return the tone of a clock's pill."""
    return words.CLOCK_STATE_TONES[api.ClockState(state)]


@register.filter
def report_state(state: str) -> str:
    """Return a report's state in words."""
    return str(words.REPORT_STATE_WORDS[api.ReportState(state)])


@register.filter
def report_tone(state: str) -> str:
    """Return the tone of a report's pill."""
    return words.REPORT_STATE_TONES[api.ReportState(state)]


@register.filter
def unit_name(region: str) -> str:
    """Return the name of the unit that reports for a region; nothing stands for the ministry."""
    return api.unit_of(region)


@register.filter
def is_table(block: Block) -> bool:
    """Tell whether a part of a paper is a table."""
    return isinstance(block, Table)
