"""Spelling Chinese names in pinyin, so that a place is found by a few Latin letters."""

from anlan.kernel.later import later

pypinyin = later("pypinyin")


def spell(name: str) -> tuple[str, str]:
    """Return a name's pinyin without tones or spaces, and the first letters of its syllables, in lower case."""
    syllables = [syllable.lower() for syllable in pypinyin.lazy_pinyin(name)]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)
