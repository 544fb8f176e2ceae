"""Filters that write cases in words: ``{% load enforcement %}{{ row.state|case_state }}``."""

from django import template

from anlan.enforcement import api, words
from anlan.support.documents import Picture, Table

register = template.Library()
_WORDS = {
    "state": words.STATE_WORDS,
    "document": words.DOCUMENT_WORDS,
    "clock": words.CLOCK_WORDS,
    "procedure": words.PROCEDURE_WORDS,
    "party": words.PARTY_WORDS,
    "source": words.SOURCE_WORDS,
    "pause": words.PAUSE_WORDS,
    "measure": words.MEASURE_WORDS,
    "way": words.WAY_WORDS,
    "band": words.BAND_WORDS,
    "listing": words.LISTING_WORDS,
    "note": words.NOTE_WORDS,
    "step": words.STEP_WORDS,
}
_TONES = {
    "state": words.STATE_TONES,
    "document": words.DOCUMENT_TONES,
    "clock": words.CLOCK_TONES,
    "listing": words.LISTING_TONES,
}


@register.filter
def case_word(key: str, sort: str) -> str:
    """Return the word of a key: ``{{ row.state|case_word:"state" }}``."""
    return str(_WORDS[sort].get(key, key))


@register.filter
def case_tone(key: str, sort: str) -> str:
    """Return the tone of a pill."""
    return _TONES[sort].get(key, "dim")


@register.filter
def document_name(key: str) -> str:
    """Return the name of a kind of document."""
    return api.document_kinds()[key].name


@register.filter
def limit_name(key: str) -> str:
    """Return the name of a limit."""
    limit = api.limits_by_key().get(key)
    return limit.name if limit else key


@register.filter
def is_table(block: object) -> bool:
    """Tell whether a part of a paper is a table."""
    return isinstance(block, Table)


@register.filter
def is_picture(block: object) -> bool:
    """Tell whether a part of a paper is a picture."""
    return isinstance(block, Picture)


@register.filter
def absolute(number: int) -> int:
    """Return a number without its sign."""
    return abs(number)
