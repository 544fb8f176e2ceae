"""Advice on plain language: what someone who hears a warning once would miss in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from anlan.kernel.levels import Level
from anlan.public_warnings.domain import english
from anlan.public_warnings.domain.languages import Translation
from anlan.public_warnings.domain.short import measures_in
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True)
class Advice:
    """One finding: ``rule`` names it, ``field`` where it is, ``quote`` the words it is about."""

    rule: str
    field: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is judged: the three texts, the names of the places, the level, and the translations."""

    headline: str
    description: str
    instruction: str
    places: tuple[str, ...]
    level: Level
    translations: tuple[Translation, ...] = ()
    is_ending: bool = False


def advice_on(wording: Wording) -> tuple[Advice, ...]:
    """Return what could be plainer, in the order of the fields."""
    return tuple(_findings(wording))


def _findings(wording: Wording) -> Iterator[Advice]:
    rules = _table()
    if wording.places and not any(place in wording.headline + wording.description for place in wording.places):
        yield Advice("place_missing", "description")
    if not re.search(rules["time"], wording.description):
        yield Advice("time_missing", "description")
    if not any(re.search(rules["action"], measure) for measure in measures_in(wording.instruction)):
        yield Advice("measure_missing", "instruction")
    for field in ("headline", "description", "instruction"):
        yield from _in_text(field, getattr(wording, field), rules)
    if not wording.is_ending:
        yield from _in_translations(wording)


def _in_text(field: str, text: str, rules: dict[str, Any]) -> Iterator[Advice]:
    for sentence in re.split(f"[{rules['sentence_ends']}]", text):
        if field != "headline" and len(sentence.strip()) > rules["longest_sentence"]:
            yield Advice("sentence_too_long", field, sentence.strip()[:20])
    for found in sorted(set(re.findall(rules["abbreviation"], text)) - set(rules["not_abbreviations"])):
        if found not in {"I", "II", "III", "IV"}:
            yield Advice("abbreviation", field, found)
    for word in rules["jargon"]:
        if word in text and not word.isascii():
            yield Advice("jargon", field, word)
    if any(mark in text for mark in rules["exclamations"]):
        yield Advice("exclamation", field)


def _in_translations(wording: Wording) -> Iterator[Advice]:
    for each in wording.translations:
        if each.language == english.ENGLISH and english.colour_name(wording.level).lower() not in each.headline.lower():
            yield Advice("other_level_in_english", f"headline {each.language}")


def _table() -> dict[str, Any]:
    return load_table("anlan.public_warnings", "plain")
