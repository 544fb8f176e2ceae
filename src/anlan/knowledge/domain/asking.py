"""What somebody types, taken apart: words with those that mean the same, pinyin read back, small words left out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from anlan.knowledge.domain.tokens import is_han, phrase_query, runs_of

_FEWEST_LETTERS: Final = 2
_LONGEST_PIECE: Final = 4
_MOST_WORDS: Final = 12
_MOST_READINGS: Final = 6


@dataclass(frozen=True, slots=True)
class Word:
    """One thing asked for: as it was typed, and every way in which a passage may say it."""

    typed: str
    ways: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """Return the ways that were not typed."""
        return tuple(way for way in self.ways if way != self.typed)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the library knows: which mean the same, how they are spelled, and which say nothing."""

    same: Mapping[str, tuple[str, ...]]
    spelled: Mapping[str, tuple[str, str]]
    small: tuple[str, ...]


def vocabulary_of(
    groups: Iterable[Sequence[str]], spelled: Mapping[str, tuple[str, str]], small: Iterable[str]
) -> Vocabulary:
    """Return the vocabulary of groups of words that mean the same."""
    same: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            same[word] = tuple(dict.fromkeys((*same.get(word, ()), word, *group)))
    return Vocabulary(same, spelled, tuple(sorted(small, key=len, reverse=True)))


def words_of(text: str, known: Vocabulary) -> tuple[Word, ...]:
    """Return what a question asks for; known words are taken whole, the longest first."""
    found: dict[str, Word] = {}
    for run in runs_of(text):
        for word in _han_words(run, known) if is_han(run) else (_latin_word(run, known),):
            found.setdefault(word.typed, word)
    return tuple(found.values())[:_MOST_WORDS]


def _latin_word(run: str, known: Vocabulary) -> Word:
    """Return a Latin word with the known words that are spelled so, in full or by first letters."""
    ways = list(known.same.get(run, (run,)))
    if run.isalpha() and len(run) >= _FEWEST_LETTERS:
        exact = [word for word, spelling in known.spelled.items() if run in spelling]
        begun = [word for word, (full, _) in known.spelled.items() if full.startswith(run)]
        for word in exact or begun:
            if len(ways) > _MOST_READINGS:
                break
            ways.extend(known.same.get(word, (word,)))
    return Word(run, tuple(dict.fromkeys(ways)))


def _han_words(run: str, known: Vocabulary) -> tuple[Word, ...]:
    found: list[Word] = []
    for piece in _pieces(run, known):
        if piece in known.same:
            found.append(Word(piece, known.same[piece]))
        elif len(piece) <= _LONGEST_PIECE:
            found.append(Word(piece, (piece,)))
        else:
            found.extend(Word(piece[at : at + 2], (piece[at : at + 2],)) for at in range(len(piece) - 1))
    return tuple(found)


def _pieces(run: str, known: Vocabulary) -> tuple[str, ...]:
    """Return a run cut round the known words, the longest first, and at words that say nothing."""
    words = sorted((word for word in known.same if word in run), key=len, reverse=True)
    cutter = [*words, *(word for word in known.small if word in run)]
    if not cutter:
        return (run,)
    pattern = "|".join(re.escape(word) for word in sorted(cutter, key=len, reverse=True))
    small = set(known.small) - set(known.same)
    return tuple(piece for piece in re.split(f"({pattern})", run) if piece and piece not in small)


def query_of(words: Sequence[Word], *, wants_all: bool) -> str:
    """Return the question as PostgreSQL writes it: every word in any of its ways, or any word at all."""
    parts = []
    for word in words:
        ways = [way for way in map(phrase_query, word.ways) if way]
        if ways:
            parts.append("(" + " | ".join(f"({way})" for way in ways) + ")")
    return (" & " if wants_all else " | ").join(parts)
