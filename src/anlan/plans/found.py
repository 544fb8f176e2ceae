"""What the consistency check found, in words: what does not fit, where, and what to do about it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from anlan.plans import words
from anlan.plans.domain.facts import LEVEL_FACTS, figure_text
from anlan.web.parts import LEVEL_WORDS, level_of


def place_words(place: str) -> str:
    """Return the part of a plan in which something was found, in words."""
    head, _, number = place.partition(" ")
    if head == "level" and number.isdecimal() and int(number) in words.LEVELS:
        return gettext(words.LEVELS[int(number)])
    return words.word(words.FIELDS if head == "bases" else words.PARTS, head)


def said(kind: str, data: Mapping[str, Any]) -> str:
    """Return what does not fit, with its figures, in the reader's language."""
    told = dict(data)
    if "role" in told:
        told["role"] = words.word(words.ROLES, told["role"])
    if "clock" in told:
        told["clock"] = words.word(words.CLOCKS, told["clock"])
    if "fact" in told:
        fact = told["fact"]
        told |= {bound: _bound(fact, told[bound]) for bound in ("own", "above")}
        told["fact"] = words.word(words.FACTS, fact)
    return gettext(words.FOUND[kind]) % told if kind in words.FOUND else kind


def _bound(fact: str, figure: int) -> str:
    return gettext(LEVEL_WORDS[level_of(figure)]) if fact in LEVEL_FACTS else figure_text(fact, figure)
