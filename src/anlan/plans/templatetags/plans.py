"""Filters that write states, facts, roles and acts of plans."""

from collections.abc import Iterable
from typing import Final

from django import template
from django.utils.translation import gettext

from anlan.people.api import masked
from anlan.plans import words
from anlan.plans.domain.clock_rules import situations
from anlan.plans.domain.facts import LEVEL_FACTS, figure_text
from anlan.plans.domain.text import Holder
from anlan.plans.found import place_words, said
from anlan.plans.selectors.findings import FoundRow
from anlan.plans.wording import holder

register = template.Library()
_LISTS: Final = {
    "category": words.CATEGORIES,
    "clock": words.CLOCKS,
    "clock_state": words.CLOCK_STATES,
    "filing": words.FILINGS,
    "drill": words.DRILLS,
    "part": words.PARTS,
    "change": words.CHANGES,
    "section": words.SECTIONS,
    "mark": words.MARKS,
    "side": words.SIDES,
    "finding": words.FINDINGS,
}
_TONES: Final = {"clock_state": words.CLOCK_TONES, "filing": words.FILING_TONES, "change": words.CHANGE_TONES}


@register.filter
def plan_state(key: str) -> str:
    """Return an edition's state in the reader's language."""
    return words.word(words.STATES, key)


@register.filter
def plan_tone(key: str) -> str:
    """Return the tone of an edition's state."""
    return words.TONES.get(key, "dim")


@register.filter
def plan_fact(key: str) -> str:
    """Return what a fact counts, in the reader's language."""
    return words.word(words.FACTS, key)


@register.filter
def is_level_fact(key: str) -> bool:
    """Tell whether a fact is a level and not a count."""
    return key in LEVEL_FACTS


@register.filter
def figure_of(figure: int, fact: str) -> str:
    """Return a bound of a fact as people write it."""
    return figure_text(fact, figure)


@register.filter
def plan_act(kind: str) -> str:
    """Return what a journal entry says of an edition, in the reader's language."""
    return words.word(words.ACTS, kind)


@register.filter
def plan_word(key: str, of: str) -> str:
    """Return the word of a key in one of the room's lists, named by ``of``."""
    return words.word(_LISTS[of], key)


@register.filter
def plan_word_tone(key: str, of: str) -> str:
    """Return the tone of a key in one of the room's lists."""
    return _TONES[of].get(key, "dim")


@register.filter
def plan_level_name(number: int) -> str:
    """Return the name of a response level by its legal number."""
    return gettext(words.LEVELS[number]) if number in words.LEVELS else ""


@register.filter
def plan_phone(number: str) -> str:
    """Return a number of the communication list, masked."""
    return masked(number)


@register.filter
def plan_place(place: str) -> str:
    """Return the part of a plan in which something was found."""
    return place_words(place)


@register.filter
def plan_found(row: FoundRow) -> str:
    """Return what does not fit, with its figures."""
    return said(row.kind, row.data)


@register.filter
def plan_holder(of: Holder) -> str:
    """Return who fills a post, in the reader's language."""
    return holder(of)


@register.filter
def plan_situations(keys: Iterable[str]) -> str:
    """Return what makes a revision due in the reader's language, one after the other."""
    return gettext(", ").join(words.word(situations(), key) for key in keys)


@register.filter
def plan_roles(keys: Iterable[str]) -> str:
    """Return roles in the reader's language, one after the other."""
    return words.roles_text(keys)


@register.filter
def within(minutes: int) -> str:
    """Return a time limit in minutes, or in hours where they are whole."""
    return words.limit_text(minutes)
