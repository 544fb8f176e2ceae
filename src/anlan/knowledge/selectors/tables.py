"""The library's vocabulary and the parts of a case, as the tables say."""

from functools import cache
from typing import Final

from anlan.kernel.later import later
from anlan.knowledge.domain.asking import Vocabulary, vocabulary_of
from anlan.support.tables import load_table

pypinyin = later("pypinyin")
_ROOM: Final = "anlan.knowledge"


@cache
def vocabulary() -> Vocabulary:
    """Return the words that the library knows, with their spelling."""
    table = load_table(_ROOM, "words")
    groups = tuple(tuple(group) for group in table["same"])
    words = dict.fromkeys(word for group in groups for word in group)
    return vocabulary_of(groups, {word: spelled(word) for word in words if not word.isascii()}, table["small"])


def spelled(text: str) -> tuple[str, str]:
    """Return a text's pinyin without tones or spaces, and the first letters of its syllables."""
    syllables = [syllable.lower() for syllable in pypinyin.lazy_pinyin(text)]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def case_parts() -> dict[str, str]:
    """Return the parts of a case with their names, in order."""
    return {row["key"]: row["name"] for row in load_table(_ROOM, "case")["part"]}
