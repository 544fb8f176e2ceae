"""The languages of a warning: the main one, and translations that say the same in others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from anlan.support.tables import load_table

MAIN_LANGUAGE: Final = "zh-CN"
TRANSLATED_FIELDS: Final = ("headline", "description", "instruction")
_FORBIDDEN: Final = frozenset(chr(code) for code in range(32) if chr(code) not in "\n\r\t")


@dataclass(frozen=True, slots=True)
class Language:
    """A language that a warning may be written in; the table writes a first text of some."""

    code: str
    name: str
    is_main: bool
    longest_headline: int
    longest_text: int
    is_written_by_table: bool

    def longest(self, field: str) -> int:
        """Return how many characters a field may have."""
        return self.longest_headline if field == "headline" else self.longest_text


@dataclass(frozen=True, slots=True)
class Translation:
    """A warning's three texts in one language."""

    language: str
    headline: str
    description: str
    instruction: str


@cache
def languages() -> dict[str, Language]:
    """Return every language by its code, the main one first."""
    return {row["code"]: Language(**row) for row in load_table("anlan.public_warnings", "languages")["language"]}


def other_languages() -> tuple[Language, ...]:
    """Return the languages besides the main one."""
    return tuple(each for each in languages().values() if not each.is_main)


def translations_in(kept: list[dict[str, str]]) -> tuple[Translation, ...]:
    """Return the translations that a row keeps."""
    return tuple(Translation(**each) for each in kept)


def tidy_translations(translations: Iterable[Translation]) -> tuple[Translation, ...]:
    """Return the translations trimmed, in the table's order; one without a word in it is left out."""
    order = tuple(languages())
    trimmed = [_trimmed(each) for each in translations]
    written = [each for each in trimmed if each.headline or each.description or each.instruction]
    return tuple(sorted(written, key=lambda each: order.index(each.language) if each.language in order else len(order)))


def _trimmed(each: Translation) -> Translation:
    texts = (getattr(each, field).strip().replace("\r\n", "\n") for field in TRANSLATED_FIELDS)
    return Translation(each.language, *texts)


def wrong_translations(translations: tuple[Translation, ...]) -> Iterator[tuple[str, str, str]]:
    """Yield field, value and rule of what is wrong: an unknown or doubled language, a half translation, a long text."""
    seen: set[str] = set()
    for each in translations:
        language = languages().get(each.language)
        if language is None or language.is_main:
            yield "translations", each.language, "in_table_of_languages"
            continue
        if each.language in seen:
            yield "translations", each.language, "each_language_once"
        seen.add(each.language)
        yield from _wrong_texts(each, language)


def _wrong_texts(each: Translation, language: Language) -> Iterator[tuple[str, str, str]]:
    for field in TRANSLATED_FIELDS:
        text, name = getattr(each, field), field_name(field, each.language)
        if not text:
            yield name, "", "translated_whole_or_not_at_all"
        if len(text) > language.longest(field):
            yield name, f"{len(text)}", f"at_most_{language.longest(field)}_characters"
        if _FORBIDDEN & set(text):
            yield name, repr(text[:20]), "no_control_characters"


def field_name(field: str, language: str) -> str:
    """Return what a field of a translation is called in forms, changes and refusals: ``headline ii-CN``."""
    return f"{field} {language}"


def in_language(translations: tuple[Translation, ...], language: str, main: Translation) -> Translation:
    """Return the texts for a receiver of ``language``, the main ones where there is no translation."""
    return next((each for each in translations if each.language == language), main)
