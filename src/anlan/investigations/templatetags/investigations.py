"""Filters that write investigations in words: ``{% load investigations %}{{ row.state|inquiry_word:"state" }}``."""

from decimal import Decimal

from django import template

from anlan.investigations import api, words

register = template.Library()
_WORDS = {
    "state": words.STATE_WORDS,
    "mode": words.MODE_WORDS,
    "sort": words.SORT_WORDS,
    "nature": words.NATURE_WORDS,
    "cause": words.CAUSE_WORDS,
    "role": words.ROLE_WORDS,
    "liability": words.LIABILITY_WORDS,
    "treatment": words.TREATMENT_WORDS,
    "party_kind": words.PARTY_KIND_WORDS,
    "party": words.PARTY_WORDS,
    "measure": words.MEASURE_WORDS,
    "education": words.EDUCATION_WORDS,
    "clock": words.CLOCK_WORDS,
    "paper": words.PAPER_WORDS,
    "need": words.NEED_WORDS,
    "note": words.NOTE_WORDS,
    "act": words.ACT_WORDS,
    "measure_act": words.MEASURE_ACT_WORDS,
}
_TONES = {
    "state": words.STATE_TONES,
    "party": words.PARTY_TONES,
    "measure": words.MEASURE_TONES,
    "clock": words.CLOCK_TONES,
}


@register.filter
def inquiry_word(key: str, sort: str) -> str:
    """Return the word of a key: ``{{ row.state|inquiry_word:"state" }}``."""
    return str(_WORDS[sort].get(key, key))


@register.filter
def inquiry_tone(key: str, sort: str) -> str:
    """Return the tone of a pill."""
    return _TONES[sort].get(key, "dim")


@register.filter
def accident_level(key: str) -> str:
    """Return the name of a level of accidents."""
    level = api.levels_by_key().get(key)
    return level.name if level else key


@register.filter
def accident_number(key: str) -> int:
    """Return the number of a level as badges count it: 4 the gravest."""
    level = api.levels_by_key().get(key)
    return 5 - level.number if level else 0


@register.filter
def seat_name(key: str) -> str:
    """Return who sends a member."""
    return str(api.seats()[key]["name"])


@register.filter
def inquiry_limit(key: str) -> str:
    """Return the name of a limit."""
    limit = api.limits().get(key)
    return limit.name if limit else key


@register.filter
def magnitude(number: int) -> int:
    """Return a number without its sign."""
    return abs(number)


@register.filter
def ten_thousands(yuan: int | str) -> str:
    """Return an amount of yuan in ten thousand yuan, exactly."""
    return (
        f"{Decimal(int(yuan or 0)) / 10_000:f}".rstrip("0").rstrip(".")
        if int(yuan or 0) % 10_000
        else f"{int(yuan or 0) // 10_000}"
    )
