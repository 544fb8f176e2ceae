"""Filters that write reports and clocks in words: ``{% load reporting %}{{ clock.stage|stage_word }}``."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

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
def owing_unit(told: dict[str, Any]) -> str:
    """Return the name of who owes the report that a journal entry tells of."""
    return api.body_name(told["from_region"], told.get("from_party", ""))


@register.filter
def waiting_unit(told: dict[str, Any]) -> str:
    """Return the name of who receives the report that a journal entry tells of."""
    return api.body_name(told["to_region"], told.get("to_party", ""))


@register.filter
def told_names(told: dict[str, Any]) -> str:
    """Return who was told, where the entry says it."""
    names = told.get("told") or ()
    return _("Told: %(names)s") % {"names": _(", ").join(names)} if names else ""


@register.filter
def trait_word(trait: str) -> str:
    """Return in words what lifts an incident past the grades."""
    return str(words.TRAIT_WORDS[trait])


@register.filter
def way_word(way: str) -> str:
    """Return in words how a report was sent."""
    return str(words.WAY_WORDS[api.Way(way)])


@register.filter
def plain(value: Decimal) -> str:
    """Return a figure without needless zeros."""
    return f"{value.normalize():f}"


@register.filter
def paper_kind_name(kind: str) -> str:
    """Return the name of a kind of official document."""
    return api.paper_kinds()[kind]


register.filter("suspicion_word", api.suspicion_word)


@register.filter
def suspicion_state(state: str) -> str:
    """Return a suspicion's state in words."""
    return str(words.SUSPICION_STATE_WORDS[api.SuspicionState(state)])


@register.filter
def suspicion_tone(state: str) -> str:
    """Return the tone of a suspicion's pill."""
    return words.SUSPICION_STATE_TONES[api.SuspicionState(state)]


@register.filter
def suspicion_facts(row: api.SuspicionRow) -> str:
    """Return the facts that raised a suspicion."""
    return str(words.SUSPICION_FACTS[row.rule]) % row.facts


@register.filter
def is_table(block: Block) -> bool:
    """Tell whether a part of a paper is a table."""
    return isinstance(block, Table)
