"""A machine's draft of an answer: what it is given without personal numbers, and what of its words may be shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST_DRAFT: Final = 3000
_MASK: Final = "***"
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_GROUPED: Final = re.compile(r"(?<!\d)\d(?:[ \-()\uff08\uff09]{0,2}\d){10,}[Xx]?")
_LONG: Final = re.compile(r"\d{7,}[Xx]?")
_CITED: Final = re.compile(r"[\[\u3010\uff3b]\s*(\d{1,3}(?:\s*[,\uff0c\u3001]\s*\d{1,3})*)\s*[\]\u3011\uff3d]")
_BULLET: Final = re.compile(r"^\s*(?:[-*\u2022\u00b7#>]+|\d{1,2}[.\u3001)\uff09])\s*")
_SENTENCE: Final = re.compile(
    rf"(?P<words>.+?(?:[\u3002\uff01\uff1f!?]+|\.(?=\s|$)|$))(?P<cited>(?:\s*{_CITED.pattern})*)"
)
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")


class WhyNot(StrEnum):
    """Why a draft is not shown."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNCITED = "uncited"
    UNKNOWN_PASSAGE = "unknown_passage"
    FOREIGN_FIGURE = "foreign_figure"


class DraftRefused(Exception):
    """A draft may not be shown; ``why`` says which rule it breaks."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft with the numbers of the passages that it is drawn from."""

    text: str
    numbers: tuple[int, ...]


def masked(text: str) -> str:
    """Return a text without mail addresses and without any number long enough for a telephone or an id."""
    for pattern in (_MAIL, _GROUPED, _LONG):
        text = pattern.sub(_MASK, text)
    return text


def sentences_of(draft: str, passages: Sequence[str]) -> tuple[Sentence, ...]:
    """Return a draft's sentences, each with its passages' numbers from 1.

    A sentence without a number, a number without a passage, or a figure that stands in none of the passages named
    refuse the whole draft: half a draft would say something else.
    """
    if len(draft) > LONGEST_DRAFT:
        raise DraftRefused(WhyNot.TOO_LONG)
    found = []
    for line in draft.splitlines():
        for match in _SENTENCE.finditer(_BULLET.sub("", line).strip()):
            sentence = _sentence(match["words"], match["cited"])
            if re.search(r"\w", sentence.text):
                _check(sentence, passages)
                found.append(sentence)
    if not found:
        raise DraftRefused(WhyNot.EMPTY)
    return tuple(found)


def _sentence(words: str, cited: str) -> Sentence:
    numbers = [int(each) for match in _CITED.finditer(words + cited) for each in re.findall(r"\d+", match[1])]
    text = _CITED.sub("", words).replace("**", "").strip()
    return Sentence(text, tuple(dict.fromkeys(numbers)))


def _check(sentence: Sentence, passages: Sequence[str]) -> None:
    if not sentence.numbers:
        raise DraftRefused(WhyNot.UNCITED)
    if not all(1 <= number <= len(passages) for number in sentence.numbers):
        raise DraftRefused(WhyNot.UNKNOWN_PASSAGE)
    known = {figure for number in sentence.numbers for figure in _FIGURE.findall(passages[number - 1])}
    if not known.issuperset(_FIGURE.findall(sentence.text)):
        raise DraftRefused(WhyNot.FOREIGN_FIGURE)
