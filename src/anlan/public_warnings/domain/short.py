"""Short forms of a warning's text: the first measure for a telephone, seconds of speech."""

import math
import re
from typing import Final

CHINESE_PER_SECOND: Final = 4.0
WORDS_PER_SECOND: Final = 2.3
_NUMBER: Final = re.compile(r"^\s*\d+[.)\u3001\uff0e]\s*")
_BRACKETED: Final = re.compile(r"\s*\([^()]*[\u3400-\u9fff][^()]*\)")
_ENDS: Final = "\u3002\uff1b;."


def spoken_seconds(text: str) -> int:
    """Return about how long a text takes to be read out: four Chinese characters, or two words, a second."""
    chinese = sum(1 for letter in text if "\u3400" <= letter <= "\u9fff" or "\ua000" <= letter <= "\ua4cf")
    words = len(re.findall(r"[A-Za-z]+|\d+", text))
    pauses = sum(1 for letter in text if letter in "\uff0c\u3002\uff1b\u3001,.;:\uff1a\n")
    return math.ceil(chinese / CHINESE_PER_SECOND + words / WORDS_PER_SECOND + pauses * 0.25)


def without_chinese_brackets(text: str) -> str:
    """Return a text without brackets that repeat a name in Chinese: they would make a short message travel as UCS-2."""
    return _BRACKETED.sub("", text)


def measures_in(instruction: str) -> tuple[str, ...]:
    """Return the measures of a guidance, one per line, without their numbers."""
    return tuple(line for each in instruction.splitlines() if (line := _NUMBER.sub("", each).strip()))


def first_measure(instruction: str, longest: int) -> str:
    """Return the first measure in at most ``longest`` characters, cut behind a sentence or clause, never within one.

    Where even its first clause is longer, that clause is returned whole: a half measure may say the contrary.
    """
    measures = measures_in(instruction)
    text = measures[0].rstrip(_ENDS) if measures else ""
    if len(text) <= longest:
        return text
    ends = [place for place, letter in enumerate(text) if letter in _ENDS]
    fitting = [place for place in ends if place <= longest]
    return text[: fitting[-1]] if fitting else text[: ends[0]] if ends else text
