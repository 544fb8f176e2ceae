"""Short forms of a warning's text: the first measure for a telephone, parts of a short message, seconds of speech."""

import math
import re
from dataclasses import dataclass
from typing import Final

GSM_PART, GSM_SINGLE = 153, 160
UCS_PART, UCS_SINGLE = 67, 70
CHINESE_PER_SECOND: Final = 4.0
WORDS_PER_SECOND: Final = 2.3
_GSM: Final = frozenset(
    "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n\u00d8\u00f8\r\u00c5\u00e5"
    "\u0394_\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9"
    " !\"#\u00a4%&'()*+,-./0123456789:;<=>?\u00a1ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7"
    "\u00bfabcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0"
)
_GSM_TWICE: Final = "^{}\\[~]|\u20ac"
_NUMBER: Final = re.compile(r"^\s*\d+[.)\u3001\uff0e]\s*")
_BRACKETED: Final = re.compile(r"\s*\([^()]*[\u3400-\u9fff][^()]*\)")
_ENDS: Final = "\u3002\uff1b;."


@dataclass(frozen=True, slots=True)
class MessageSize:
    """How long a short message is: ``units`` of its alphabet, and in how many parts it travels."""

    units: int
    parts: int
    is_gsm: bool


def message_size(text: str) -> MessageSize:
    """Return the size of a text as a short message (3GPP TS 23.038): GSM letters, else UCS-2."""
    if all(letter in _GSM or letter in _GSM_TWICE for letter in text):
        units = sum(2 if letter in _GSM_TWICE else 1 for letter in text)
        return MessageSize(units, _parts(units, GSM_SINGLE, GSM_PART), True)
    units = len(text.encode("utf-16-be")) // 2
    return MessageSize(units, _parts(units, UCS_SINGLE, UCS_PART), False)


def _parts(units: int, single: int, part: int) -> int:
    return 1 if units <= single else math.ceil(units / part)


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
